"""Image and compose file name what really exists here."""

import re
import shlex

import pytest
import yaml
from django.core.management import get_commands

from project.embedded.record import BASE


@pytest.fixture
def dockerfile() -> str:
    return (BASE / "Dockerfile").read_text(encoding="utf-8").replace("\\\n", " ")


@pytest.fixture
def services() -> dict[str, dict[str, object]]:
    found: dict[str, dict[str, object]] = yaml.safe_load((BASE / "compose.yaml").read_text(encoding="utf-8"))[
        "services"
    ]
    return found


def test_dockerfile_copies_files_that_exist(dockerfile: str) -> None:
    copied = [
        line.split()[1:-1] for line in dockerfile.splitlines() if line.startswith("COPY ") and "--from" not in line
    ]

    missing = [name for names in copied for name in names if not (BASE / name).exists()]

    assert copied != []
    assert missing == []


def test_dockerfile_copies_every_package_that_runs(dockerfile: str) -> None:
    packages = {path.parent.name for path in BASE.glob("*/__init__.py")} - {"tests"}

    assert packages == {name for name in packages if f"\nCOPY {name} {name}\n" in dockerfile}


def test_image_runs_as_its_own_user_and_says_how_it_is(dockerfile: str) -> None:
    final = dockerfile.rsplit("FROM ", maxsplit=1)[-1]

    assert re.search(r"^USER rialto$", final, re.MULTILINE)
    assert "project.probe" in final.split("HEALTHCHECK")[1]
    assert (BASE / "project" / "probe.py").exists()


def test_image_serves_by_the_line_of_the_procfile(dockerfile: str) -> None:
    lines = dict(line.split(": ", 1) for line in (BASE / "Procfile").read_text(encoding="utf-8").splitlines())

    assert "s/^web: //p" in dockerfile.rsplit("CMD", maxsplit=1)[-1]
    assert shlex.split(lines["web"])[:3] == ["exec", "uvicorn", "project.asgi:application"]
    assert set(lines) == {"web", "worker", "demo", "stripe"}


def test_compose_runs_commands_that_exist(services: dict[str, dict[str, object]]) -> None:
    ours = [
        service["command"] for service in services.values() if service.get("image") == "rialto" and "command" in service
    ]

    asked = {command[2] for command in ours if isinstance(command, list)}

    assert asked == {"prepare", "run_huey"}
    assert asked <= set(get_commands())


def test_compose_has_several_web_processes_behind_a_proxy(services: dict[str, dict[str, object]]) -> None:
    assert set(services) == {"prepare", "web", "worker", "postgres", "valkey", "proxy"}
    assert services["web"]["deploy"] == {"replicas": 3}
