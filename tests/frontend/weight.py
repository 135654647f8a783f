"""What a page weighs: itself, and every style and script that it makes a browser fetch."""

import gzip
import re
from pathlib import Path
from posixpath import join, normpath

from django.contrib.staticfiles import finders

LINKED = re.compile(r'(?:href|src)="/static/([^"]+\.(?:css|js))"')
IMPORTED = re.compile(r'^import [^;]*?"(\.[^"]+)";', re.MULTILINE)


def weight_of(page: str) -> int:
    """Compressed bytes of HTML, CSS and JavaScript."""
    files = fetched_by(page)
    texts = [page.encode(), *(_found(name).read_bytes() for name in sorted(files))]
    return sum(len(gzip.compress(text, 6)) for text in texts)


def fetched_by(page: str) -> set[str]:
    """The static files that a page links, and what those import."""
    waiting, fetched = set(LINKED.findall(page)), set[str]()
    while waiting:
        name = waiting.pop()
        fetched.add(name)
        text = _found(name).read_text()
        folder = name.rpartition("/")[0]
        waiting |= {normpath(join(folder, path)) for path in IMPORTED.findall(text)} - fetched
    return fetched


def _found(name: str) -> Path:
    path = finders.find(name)
    assert path, f"{name} is linked and does not exist"
    return Path(path)
