"""A gate that never shuts would be none: each is shown what it must refuse."""

from pathlib import Path

import pytest

from project.base.keys import new_key
from tests.gates import docs, doors, pins, sbom, secrets, sizes


def test_sizes_refuses_a_long_file_and_a_long_function(tmp_path: Path) -> None:
    path = tmp_path / "long.py"
    path.write_text("def grow() -> None:\n" + "    pass\n" * 400)

    assert list(sizes.too_long(path, sizes.PYTHON_LINES)) == [f"{path}: 401 lines, 400 at most"]
    assert list(sizes.long_functions(path)) == [f"{path}:1 grow: 401 lines"]


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("market/orders/actions.py", "from django.http import HttpRequest"),
        ("frontend/views.py", "import channels"),
        ("project/health.py", "from huey import crontab"),
        ("realtime/hub/hub.py", "from realtime.scoreboards import models"),
        ("realtime/hub/hub.py", "from realtime import scoreboards"),
    ],
)
def test_doors_refuses_an_import_through_a_wall(tmp_path: Path, name: str, line: str) -> None:
    path = tmp_path / "module.py"
    path.write_text(line + "\n")

    assert list(doors.walls_crossed(path, name)) != []


@pytest.mark.parametrize(
    "line",
    [
        "-----BEGIN RSA " + "PRIVATE KEY-----",
        "key = 'sk_live_" + "0123456789abcdefgh'",
        "SECRET_KEY = '" + "0123456789abcdef0123456789abcdef'",
        "  - METRICS_TOKEN=" + "0123456789abcdef0123456789abcdef",
        "seal with " + "0123456789abcdefghij" + "ABCDEFGHIJ_-0123456789a=",
        "DATABASE_URL: postgres://rialto:" + "correct-horse-battery@db/rialto",
    ],
)
def test_secrets_refuses_what_looks_like_one(tmp_path: Path, line: str) -> None:
    path = tmp_path / "module.py"
    path.write_text(line + "\n")

    assert len(list(secrets.secrets_in(path))) == 1


@pytest.mark.parametrize("prefix", ["brd", "rlt", "rlr"])
def test_secrets_refuses_a_key_of_ours(tmp_path: Path, prefix: str) -> None:
    path = tmp_path / "module.py"
    path.write_text(f"curl -H 'Authorization: Bearer {new_key(prefix)}'\n")

    assert len(list(secrets.secrets_in(path))) == 1


def test_secrets_lets_an_example_pass(tmp_path: Path) -> None:
    path = tmp_path / "module.py"
    path.write_text("Authorization: Bearer rlt_" + "0" * 33 + "\n")

    assert list(secrets.secrets_in(path)) == []


def test_materials_hold_what_a_reader_of_cyclonedx_asks_for() -> None:
    told = sbom.materials()

    assert (told["bomFormat"], told["specVersion"], told["version"]) == ("CycloneDX", "1.6", 1)
    references = {one["bom-ref"] for one in told["components"]}
    assert len(references) == len(told["components"]) == len(pins.pins("requirements.txt"))
    for one in told["components"]:
        assert {"type", "name", "version", "purl", "licenses"} <= one.keys()
        assert one["purl"] == f"pkg:pypi/{one['name']}@{one['version']}"
    assert {needed for one in told["dependencies"] for needed in one["dependsOn"]} <= references


def test_materials_notice_a_package_that_is_not_the_pinned_one(monkeypatch: pytest.MonkeyPatch) -> None:
    pinned = {**pins.pins("requirements.txt"), "django": "0.1", "nowhere-to-be-found": "1"}
    monkeypatch.setattr(sbom, "pins", lambda name: pinned)

    assert [fault.partition(":")[0] for fault in sbom.faults()] == ["django", "nowhere-to-be-found"]


def test_pins_refuses_a_range_and_a_difference() -> None:
    assert list(pins.differences("django>=6", {})) != []
    assert list(pins.differences("django==6.1", {"django": "6.0"})) != []
    assert list(pins.differences("psycopg[binary]==3.3", {"psycopg": "3.3"})) == []


def test_docs_refuses_commands_that_nobody_answers() -> None:
    told = list(docs.unknown_names("README.md", "Run `manage.py fly`, then `make sure`.\n| `/nowhere` | |\n"))

    assert len(told) == 3
