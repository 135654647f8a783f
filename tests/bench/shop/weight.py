"""What a page makes a browser fetch before images: styles, scripts, and what those import."""

import re
from collections.abc import Iterator
from urllib.parse import urljoin

LINKED = re.compile(r'(?:href|src)="(/static/[^"]+\.(?:css|js))"')
IMPORTED = re.compile(r'^import [^;]*?"(\.[^"]+)";', re.MULTILINE)


def linked(text: str, at: str) -> Iterator[str]:
    """The addresses that this text, found at an address, names."""
    yield from LINKED.findall(text)
    yield from (urljoin(at, name) for name in IMPORTED.findall(text))
