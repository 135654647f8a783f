"""Gate: no secret, package index or path of one machine is written down here."""

import re
from collections.abc import Iterator
from pathlib import Path

from tests.gates.sources import named, texts

PATTERNS = {
    "a private key": re.compile(r"-----BEGIN [A-Z ]*PRIVATE KEY-----"),
    "a cloud key": re.compile(r"\bAKIA[0-9A-Z]{16}\b"),
    "a payment key": re.compile(r"\b[sr]k_(live|test)_[0-9A-Za-z]{16,}"),
    "a code host's token": re.compile(r"\bgh[pousr]_[0-9A-Za-z]{30,}"),
    "a signed token": re.compile(r"\beyJ[0-9A-Za-z_-]{16,}\.eyJ[0-9A-Za-z_-]{16,}\."),
    "a literal secret": re.compile(
        r"(?i)\b(secret|password|passwd|token|api_?key)\w*\s*[=:]\s*[\"'][0-9a-z+/_=-]{24,}[\"']"
    ),
    "a package index": re.compile(r"--(extra-)?index-url|PIP_(EXTRA_)?INDEX_URL|://[^ ]+/simple\b"),
}
MEANT = re.compile(r"for-development-only")


def faults() -> Iterator[str]:
    """Each line that looks like one."""
    for path in texts():
        if path.resolve() != Path(__file__).resolve():
            yield from secrets_in(path)


def secrets_in(path: Path) -> Iterator[str]:
    """The lines of one file."""
    lines = path.read_text(encoding="utf-8", errors="replace").splitlines()
    for number, line in enumerate(lines, start=1):
        for name, pattern in PATTERNS.items():
            if pattern.search(line) and not MEANT.search(line):
                yield f"{named(path)}:{number}: looks like {name}"
