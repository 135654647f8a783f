"""Gate: what is installed is pinned, and the two lists of it agree."""

import re
import tomllib
from collections.abc import Iterator

from tests.gates.sources import BASE

LINE = re.compile(r"([a-z0-9][a-z0-9-]*)==(\S+)")


def faults() -> Iterator[str]:
    """Each dependency without a pin, or with two different ones."""
    with (BASE / "pyproject.toml").open("rb") as text:
        declared = tomllib.load(text)["project"]
    running = pins("requirements.txt")
    building = running | pins("requirements-dev.txt")
    for wanted in declared["dependencies"]:
        yield from differences(wanted, running)
    for wanted in declared["optional-dependencies"]["dev"]:
        yield from differences(wanted, building)


def pins(name: str) -> dict[str, str]:
    """Names and versions of a requirements file; every line of it must be a pin."""
    lines = (BASE / name).read_text(encoding="utf-8").splitlines()
    wanted = [line for line in lines if line and not line.startswith(("#", "-r "))]
    found = [LINE.fullmatch(line) for line in wanted]
    return {match[1]: match[2] for match in found if match}


def differences(wanted: str, pinned: dict[str, str]) -> Iterator[str]:
    """What is wrong with one line of pyproject.toml."""
    name, _, exact = wanted.partition("==")
    plain = re.sub(r"\[.*\]", "", name).lower().replace("_", "-")
    if not exact:
        yield f"{wanted}: no exact version in pyproject.toml"
    elif pinned.get(plain) != exact:
        yield f"{plain}: {exact} in pyproject.toml, {pinned.get(plain)} in the requirements"
