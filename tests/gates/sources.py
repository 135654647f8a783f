"""The files that gates look at: our rooms, and what lies beside them at the root."""

from collections.abc import Iterator
from pathlib import Path

BASE = Path(__file__).resolve().parent.parent.parent
ROOMS = ("project", "realtime", "market", "support", "frontend", "tests")
SKIPPED = frozenset({"__pycache__", "node_modules"})
TEXTS = frozenset(
    {"", ".py", ".html", ".js", ".css", ".md", ".toml", ".yaml", ".yml", ".txt", ".svg", ".json"}
    | {".sh", ".env", ".ini", ".cfg", ".pem", ".key", ".po"}
)


def sources(*suffixes: str, rooms: tuple[str, ...] = ROOMS) -> Iterator[Path]:
    """Our files with one of these suffixes, in order."""
    for room in rooms:
        for path in sorted((BASE / room).rglob("*")):
            if path.suffix in suffixes and path.is_file() and not SKIPPED & set(path.parts):
                yield path


def texts() -> Iterator[Path]:
    """Every text file of ours, those at the root too."""
    yield from (path for path in sorted(BASE.iterdir()) if path.is_file() and path.suffix in TEXTS)
    yield from sources(*TEXTS)


def named(path: Path) -> str:
    """The path as a person would say it."""
    return str(path.relative_to(BASE)) if path.is_relative_to(BASE) else str(path)
