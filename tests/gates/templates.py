"""Gate: every template compiles, and holds no script or style of its own without a nonce."""

import re
from collections.abc import Iterator

from django.template import TemplateSyntaxError, engines

from tests.gates.sources import BASE, named, sources

BARE = re.compile(r"<(script|style)(?![^>]*(\bsrc=|nonce=|type=\"application/(ld\+)?json\"))[^>]*>", re.IGNORECASE)
LETTERS = BASE / "frontend" / "templates" / "mail"
ATTRIBUTE = re.compile(r"\s(on[a-z]+|style)=[\"']", re.IGNORECASE)


def faults() -> Iterator[str]:
    """Each template that does not compile, or that the browser's policy would refuse."""
    for path in sources(".html", rooms=("project", "realtime", "market", "support", "frontend")):
        text = path.read_text(encoding="utf-8")
        try:
            engines["django"].from_string(text)
        except TemplateSyntaxError as error:
            yield f"{named(path)}: {error}"
        # A letter is read in no browser of ours, and has nowhere to fetch its style from.
        if path.is_relative_to(LETTERS):
            continue
        for pattern in (BARE, ATTRIBUTE):
            if found := pattern.search(text):
                yield f"{named(path)}: the content policy refuses {found.group().strip()}"
