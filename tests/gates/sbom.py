"""Gate: what runs here can be told as a list, and the list is whole. `python -m tests.gates.sbom` prints it.

A software bill of materials as CycloneDX 1.6: each pinned package with its version, licence and what it needs.
"""

import json
import re
import sys
import tomllib
from collections.abc import Iterator
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from typing import Any

from tests.gates.pins import pins
from tests.gates.sources import BASE

# Said in the package's LICENSE file alone.
SAID_ELSEWHERE = {"huey": "MIT"}
NEEDED = re.compile(r"^([A-Za-z0-9][A-Za-z0-9._-]*)")


def faults() -> Iterator[str]:
    """Each pin that is missing from the list, is installed as another version, or has no licence to tell."""
    pinned = pins("requirements.txt")
    listed = {one["name"]: one for one in materials()["components"]}
    for name, version in pinned.items():
        if name not in listed:
            yield f"{name}: pinned, and not installed"
        elif listed[name]["version"] != version:
            yield f"{name}: {version} is pinned, {listed[name]['version']} is installed"
        elif not listed[name]["licenses"]:
            yield f"{name}: says nothing about its licence"


def materials() -> dict[str, Any]:
    """The document."""
    with (BASE / "pyproject.toml").open("rb") as text:
        ours = tomllib.load(text)["project"]
    found = [one for name in pins("requirements.txt") if (one := _installed(name)) is not None]
    known = {_plain(one.name): _address(one) for one in found}
    root = f"pkg:pypi/{ours['name']}@{ours['version']}"
    direct = [known[name] for name in map(_named, ours["dependencies"]) if name in known]
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {"component": {"type": "application", "bom-ref": root, **_only(ours, "name", "version")}},
        "components": [_component(one) for one in found],
        "dependencies": [{"ref": root, "dependsOn": direct}, *(_needs(one, known) for one in found)],
    }


def _component(one: Distribution) -> dict[str, Any]:
    address = _address(one)
    return {
        "type": "library",
        "bom-ref": address,
        "name": _plain(one.name),
        "version": one.version,
        "purl": address,
        "licenses": _licences(one),
    }


def _licences(one: Distribution) -> list[dict[str, Any]]:
    if said := one.metadata.get("License-Expression") or SAID_ELSEWHERE.get(_plain(one.name)):
        return [{"expression": said}]
    classes = [line for line in one.metadata.get_all("Classifier") or () if line.startswith("License ::")]
    names = [line.rpartition(" :: ")[2] for line in classes] or [(one.metadata.get("License") or "").partition("\n")[0]]
    return [{"license": {"name": name}} for name in names if name]


def _needs(one: Distribution, known: dict[str, str]) -> dict[str, Any]:
    wanted = {_named(line) for line in one.requires or () if "extra ==" not in line}
    return {"ref": _address(one), "dependsOn": sorted(known[name] for name in wanted if name in known)}


def _installed(name: str) -> Distribution | None:
    try:
        return distribution(name)
    except PackageNotFoundError:
        return None


def _address(one: Distribution) -> str:
    return f"pkg:pypi/{_plain(one.name)}@{one.version}"


def _named(requirement: str) -> str:
    match = NEEDED.match(requirement)
    return _plain(match[1]) if match else ""


def _plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def _only(said: dict[str, Any], *names: str) -> dict[str, Any]:
    return {name: said[name] for name in names}


if __name__ == "__main__":
    json.dump(materials(), sys.stdout, indent=1)
