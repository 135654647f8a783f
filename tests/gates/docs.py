"""Gate: what README.md says of variables, commands and addresses is what the code has."""

import ast
import re
from collections.abc import Iterator

from django.core.management import get_commands
from django.urls import Resolver404, resolve

from tests.gates.sources import BASE, sources

OUTSIDE_SETTINGS = frozenset({"HOST", "PORT", "PROMETHEUS_MULTIPROC_DIR"})
READERS = frozenset({"env_str", "env_int", "env_float", "env_bool", "env_list"})
VARIABLE = re.compile(r"^\| `([A-Z][A-Z0-9_]+)` \|", re.MULTILINE)
PAGES = ("README.md", "DEPLOYMENT.md", "ARCHITECTURE.md")


def faults() -> Iterator[str]:
    """Each thing that only one side knows."""
    readme = (BASE / "README.md").read_text(encoding="utf-8")
    told, known = set(VARIABLE.findall(readme)), variables() | OUTSIDE_SETTINGS
    yield from (f"{name} is read but not in README.md" for name in sorted(known - told))
    yield from (f"{name} is in README.md but never read" for name in sorted(told - known))
    for page in PAGES:
        if (BASE / page).exists():
            yield from unknown_names(page, (BASE / page).read_text(encoding="utf-8"))


def variables() -> set[str]:
    """Every environment variable that the program's own code reads by a reader of ours."""
    found: set[str] = set()
    for path in sources(".py", rooms=("project", "realtime", "market", "support", "frontend")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name):
                continue
            first = node.args[0] if node.args else None
            if node.func.id in READERS and isinstance(first, ast.Constant):
                found.add(str(first.value))
    return found


def unknown_names(page: str, text: str) -> Iterator[str]:
    """Commands, make targets and addresses that a page names and nobody answers."""
    targets = re.findall(r"^([a-z]+):", (BASE / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    for name in sorted(set(re.findall(r"manage\.py ([a-z_]+)", text)) - set(get_commands())):
        yield f"{page}: there is no command `manage.py {name}`"
    for name in sorted(set(re.findall(r"`make ([a-z]+)", text)) - set(targets)):
        yield f"{page}: there is no `make {name}`"
    for address in sorted(set(re.findall(r"^\| `(/[a-z/.]*)` \|", text, re.MULTILINE))):
        if not resolves(address):
            yield f"{page}: nothing answers {address}"


def resolves(address: str) -> bool:
    """Whether some view answers an address; sockets have a router of their own."""
    try:
        return address == "/rt" or bool(resolve(address))
    except Resolver404:
        return False
