"""Gate: no secret, package index or path of one machine is written down here."""

import re
from collections.abc import Iterator
from pathlib import Path

from project.base.keys import is_well_formed
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
    "a secret of the environment": re.compile(
        r"^[\s-]*[A-Z_]*(SECRET|TOKEN|PASSWORD)[A-Z_]*\s*[:=]\s*[0-9A-Za-z+/_-]{32,}$"
    ),
    "a sealing key": re.compile(r"(?<![0-9A-Za-z_-])[0-9A-Za-z_-]{43}=(?![0-9A-Za-z=])"),
    "an address with a password": re.compile(r"\b(postgres(ql)?|rediss?|amqp|smtps?)://[^\s:@/{}]+:[^\s@/{}$<]{12,}@"),
    "a package index": re.compile(r"--(extra-)?index-url|PIP_(EXTRA_)?INDEX_URL|://[^ ]+/simple\b"),
}
OURS = re.compile(r"\b([a-z]{2,8})_[0-9A-Za-z]{33}\b")
MEANT = re.compile(r"for-development-only")


def faults() -> Iterator[str]:
    """Each line that looks like one."""
    for path in texts():
        if path.resolve() != Path(__file__).resolve():
            yield from secrets_in(path)


def keys_in(line: str) -> bool:
    """Whether it holds a key that this program could have made: examples have a wrong checksum."""
    return any(is_well_formed(found[0], prefix=found[1]) for found in OURS.finditer(line))


def secrets_in(path: Path) -> Iterator[str]:
    """The lines of one file."""
    lines = path.read_text(encoding="utf-8", errors="replace").splitlines()
    for number, line in enumerate(lines, start=1):
        if keys_in(line):
            yield f"{named(path)}:{number}: looks like a key of ours"
        for name, pattern in PATTERNS.items():
            if pattern.search(line) and not MEANT.search(line):
                yield f"{named(path)}:{number}: looks like {name}"
