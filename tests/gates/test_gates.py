"""A gate that never shuts would be none: each is shown what it must refuse."""

from pathlib import Path

import pytest

from tests.gates import docs, doors, pins, secrets, sizes


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
    ],
)
def test_secrets_refuses_what_looks_like_one(tmp_path: Path, line: str) -> None:
    path = tmp_path / "module.py"
    path.write_text(line + "\n")

    assert len(list(secrets.secrets_in(path))) == 1


def test_pins_refuses_a_range_and_a_difference() -> None:
    assert list(pins.differences("django>=6", {})) != []
    assert list(pins.differences("django==6.1", {"django": "6.0"})) != []
    assert list(pins.differences("psycopg[binary]==3.3", {"psycopg": "3.3"})) == []


def test_docs_refuses_commands_that_nobody_answers() -> None:
    told = list(docs.unknown_names("README.md", "Run `manage.py fly`, then `make sure`.\n| `/nowhere` | |\n"))

    assert len(told) == 3
