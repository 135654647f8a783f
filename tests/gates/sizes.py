"""Gate: files and functions stay small enough to be read at once."""

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.gates.sources import named, sources

PYTHON_LINES = 400
FUNCTION_LINES = 40
SCRIPT_LINES = 150
TEMPLATE_LINES = 120


def faults() -> Iterator[str]:
    """Each file or function that is too long."""
    for path in sources(".py"):
        if "migrations" not in path.parts:
            yield from too_long(path, PYTHON_LINES)
            yield from long_functions(path)
    for path in sources(".js"):
        if "vendor" not in path.parts:
            yield from too_long(path, SCRIPT_LINES)
    for path in sources(".html"):
        yield from too_long(path, TEMPLATE_LINES)


def too_long(path: Path, most: int) -> Iterator[str]:
    """The file, if it has more lines than that."""
    lines = len(path.read_text(encoding="utf-8").splitlines())
    if lines > most:
        yield f"{named(path)}: {lines} lines, {most} at most"


def long_functions(path: Path) -> Iterator[str]:
    """The functions of a Python file that pass the cap."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            lines = (node.end_lineno or node.lineno) - node.lineno + 1
            if lines > FUNCTION_LINES:
                yield f"{named(path)}:{node.lineno} {node.name}: {lines} lines"
