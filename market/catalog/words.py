"""What sellers write, as safe HTML: headings, lists, tables and links; nothing that runs, loads or looks like ours."""

from functools import lru_cache

import nh3
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt
from markdown_it.token import Token

LONGEST = 20_000
REL = "nofollow noopener noreferrer ugc"
TAGS = frozenset(
    "p br strong em s code pre blockquote ul ol li a h3 h4 h5 h6 table thead tbody tr th td hr".split()  # noqa: SIM905
)
# The parser already writes nothing else; this is the second wall, should it ever be wrong.
_cleaner = nh3.Cleaner(
    tags=set(TAGS),
    attributes={"a": {"href"}, "ol": {"start"}},
    link_rel=REL,
    url_schemes={"http", "https", "mailto"},
    url_relative="deny",
)


@lru_cache(maxsize=512)
def words_html(source: str) -> SafeString:
    """Markdown of a seller as HTML; its headings begin below those of the page."""
    parser = _parser()
    tokens = parser.parse(source[:LONGEST])
    for token in tokens:
        _lower(token)
    return mark_safe(_cleaner.clean(parser.renderer.render(tokens, parser.options, {})).strip())  # noqa: S308


@lru_cache(maxsize=1)
def _parser() -> MarkdownIt:
    # Nesting is bounded: a thousand quotes in each other cost nobody anything.
    return (
        MarkdownIt("commonmark", {"html": False, "maxNesting": 12}).enable(["table", "strikethrough"]).disable("image")
    )


def _lower(token: Token) -> None:
    if token.type in {"heading_open", "heading_close"}:
        token.tag = f"h{min(int(token.tag[1:]) + 2, 6)}"
