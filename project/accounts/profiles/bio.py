"""What somebody writes of themselves, as safe HTML: paragraphs, line ends and https links."""

import re

import nh3
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe

from project.accounts.profiles.links import is_https
from project.base.visible import visible

REL = "nofollow ugc me noopener"
ADDRESS = re.compile(r"https://[^\s<>\"'`\\]+", re.IGNORECASE)
# A full stop or a bracket after an address belongs to the sentence.
TRAILING = ".,;:!?)]}…»”"
_cleaner = nh3.Cleaner(
    tags={"p", "br", "a"},
    attributes={"a": {"href"}},
    link_rel=REL,
    url_schemes={"https"},
    url_relative="deny",
)


def clean_bio(given: str) -> str:
    """The text with visible characters alone and at most one empty line between paragraphs."""
    return re.sub(r"\n\s*\n", "\n\n", visible(given)).strip()


def bio_html(bio: str) -> SafeString:
    """The text as HTML; whatever is typed, nothing in it runs."""
    paragraphs = "".join(f"<p>{_lines(part)}</p>" for part in bio.split("\n\n") if part.strip())
    # What is made above holds nothing else; this is the second wall, should it ever be wrong.
    return mark_safe(_cleaner.clean(paragraphs))  # noqa: S308


def _lines(text: str) -> str:
    parts, done = [], 0
    for found in ADDRESS.finditer(text):
        url = found[0].rstrip(TRAILING)
        if is_https(url):
            parts += [escape(text[done : found.start()]), format_html('<a href="{}">{}</a>', url, url)]
            done = found.start() + len(url)
    return "".join([*parts, escape(text[done:])]).strip().replace("\n", "<br>")
