"""A message's body made safe HTML: the one way from what somebody typed to what others see."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

import nh3
from markdown_it import MarkdownIt
from markdown_it.token import Token

from project.base.visible import visible
from realtime.chat.text.markdown import parse, parsers, too_deep
from realtime.chat.text.mentions import person_of
from realtime.chat.text.plain import shortened, words_of

LONGEST_BODY = 4000
MOST_HTML_BYTES = 24_000
TAGS = frozenset(["p", "br", "strong", "em", "s", "code", "pre", "blockquote", "ul", "ol", "li", "a", "span"])
ATTRIBUTES = {"a": {"href"}, "span": {"data-person"}, "ol": {"start"}}
REL = "nofollow noopener noreferrer ugc"
NOBODY: Mapping[str, str] = MappingProxyType({})

# The parser already writes nothing else; this is the second wall, should it ever be wrong.
_cleaner = nh3.Cleaner(
    tags=set(TAGS),
    attributes=ATTRIBUTES,
    allowed_classes={"span": {"mention", "link-host"}},
    set_tag_attribute_values={"a": {"target": "_blank"}},
    link_rel=REL,
    url_schemes={"http", "https", "mailto"},
    url_relative="deny",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rendered:
    """What others see of a message; `text` is all of its words, `plain` at most 200 characters of them on one line.

    An empty `plain` means that nothing can be seen. `mentions` are public ids, each once, in order.
    """

    html: str
    plain: str
    text: str
    mentions: tuple[str, ...]


def render(body: str, *, names: Mapping[str, str] = NOBODY) -> Rendered:
    """Render at most 4,000 characters; `names` are the display names of those mentioned, by public id.

    Pure, and never refuses: what is too deep or would grow beyond MOST_HTML_BYTES is shown with less form.
    """
    source = visible(body)[:LONGEST_BODY]
    for parser in parsers():
        tokens = parse(parser, source, names)
        html = _html(parser, tokens)
        if not too_deep(tokens) and len(html.encode()) <= MOST_HTML_BYTES:
            break
    text = words_of(tokens)
    return Rendered(html=html, plain=shortened(text), text=text, mentions=_mentioned(tokens))


def _html(parser: MarkdownIt, tokens: list[Token]) -> str:
    return _cleaner.clean(parser.renderer.render(tokens, parser.options, {})).strip()


def _mentioned(tokens: list[Token]) -> tuple[str, ...]:
    people = (person_of(child) for token in tokens for child in token.children or ())
    return tuple(dict.fromkeys(person for person in people if person))
