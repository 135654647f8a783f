"""The documents' own words as HTML: their descriptions are CommonMark."""

from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt

_reader = MarkdownIt("commonmark", {"html": False})


def paragraphs(text: str) -> SafeString:
    """A description as HTML. It comes from our own docstrings; markup in it is shown as it was typed."""
    return mark_safe(str(_reader.render(text)))  # noqa: S308
