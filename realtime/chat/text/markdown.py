"""The Markdown that messages know, as three parsers from rich to bare; a text too much for one falls to the next."""

import threading
from collections.abc import Mapping

from markdown_it import MarkdownIt
from markdown_it.token import Token

from realtime.chat.text.links import guard_links, may_link
from realtime.chat.text.mentions import cap_mentions, mention

DEPTH = 10
EVERYWHERE = ["newline", "text_join"]
LINKS = ["linkify"]
RICH = [
    *("fence", "blockquote", "list", "escape", "backticks", "strikethrough", "emphasis", "link", "autolink"),
    *("balance_pairs", "fragments_join"),
]
STYLES = ([*EVERYWHERE, *LINKS, *RICH], [*EVERYWHERE, *LINKS], EVERYWHERE)


class ChatMarkdown(MarkdownIt):
    """CommonMark without headings, tables, images and HTML, and with our links and mentions."""

    def __init__(self, rules: list[str]) -> None:
        # Deeper than DEPTH is noticed and shown flat; the parser's own limit would leave words out in silence.
        super().__init__("zero", {"breaks": True, "linkify": True, "maxNesting": DEPTH + 4})
        self.enable(rules)
        self.inline.ruler.push("mention", mention)
        self.core.ruler.push("guard_links", guard_links)
        self.core.ruler.push("cap_mentions", cap_mentions)
        if self.linkify:
            # A name with a dot is as often a file as a host: only whole addresses become links.
            self.linkify.set({"fuzzy_link": False, "fuzzy_email": True, "fuzzy_ip": False})

    def validateLink(self, url: str) -> bool:  # noqa: N802 - the parser calls it by this name
        """Whether this address may be a link."""
        return may_link(url)

    def normalizeLinkText(self, link: str) -> str:  # noqa: N802 - the parser calls it by this name
        """An address as it was typed: decoding it would bring back characters that hide."""
        return link


class _Parsers(threading.local):
    """One set a thread: the link finder keeps its place in itself."""

    def __init__(self) -> None:
        self.styles = tuple(ChatMarkdown(rules) for rules in STYLES)


_parsers = _Parsers()


def parsers() -> tuple[ChatMarkdown, ...]:
    """The parsers of this thread, richest first; the last one's result is small whatever is typed."""
    return _parsers.styles


def parse(parser: MarkdownIt, source: str, names: Mapping[str, str]) -> list[Token]:
    """The tokens of a text; `names` are those of the people who can be mentioned in it."""
    return parser.parse(source, {"names": names})


def too_deep(tokens: list[Token]) -> bool:
    """Whether something lies deeper than anybody reads."""
    return any(token.level > DEPTH or any(child.level > DEPTH for child in token.children or ()) for token in tokens)
