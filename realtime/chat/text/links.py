"""Where a link may lead, and when its real host must be told because the text says another."""

import re
import unicodedata

from markdown_it.rules_core import StateCore
from markdown_it.token import Token

MOST_LINKS = 20
LONGEST_LINK = 2000
HOST = r"(?P<host>[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?|\[[0-9a-f:.]+\])"
# No user part and no backslash before the path: browsers and parsers disagree about which host these name.
WEB = re.compile(rf"https?://{HOST}(?::[0-9]{{1,5}})?(?:[/?#][^\\\s]*)?", re.IGNORECASE)
MAIL = re.compile(rf"mailto:[a-z0-9.!#$&'*+/=^_{{|}}~-]{{1,64}}@{HOST}", re.IGNORECASE)
DOTTED = re.compile(r"[\w-]+(?:\.[\w-]+)+")
AFTER_HOST = re.compile(r"[/?#\\:]")


def may_link(url: str) -> bool:
    """Whether a normalised address may be a link: http, https or mailto, to a host that can be named."""
    return len(url) <= LONGEST_LINK and _host(url) is not None


def host_to_tell(url: str, text: str, *, typed: bool) -> str | None:
    """The real host, where the text hides it: it names another one, is empty, or is written in other letters.

    `typed` links show their own address as text.
    """
    host = _host(url) or url
    if "xn--" in host:
        return host
    if typed:
        return None
    folded = unicodedata.normalize("NFKC", text).casefold().replace("\u3002", ".")
    named = {name for piece in folded.split() for name in _names_in(piece)}
    return host if not folded.strip() or named - {host} else None


def guard_links(state: StateCore) -> None:
    """Markdown rule: at most MOST_LINKS links, each telling its real host where its text does not."""
    left = MOST_LINKS
    for block in state.tokens:
        if block.type != "inline" or not block.children:
            continue
        children: list[Token] = []
        opened: Token | None = None
        text = ""
        for token in block.children:
            if token.type == "link_open":
                left -= 1
                opened, text = (token if left >= 0 else None), ""
            elif token.type == "link_close" and opened is not None:
                children += _telling(opened, text, token)
            text += token.content
            if left >= 0 or token.type not in {"link_open", "link_close"}:
                children.append(token)
        block.children = children


def _telling(opened: Token, text: str, closing: Token) -> list[Token]:
    url = str(opened.attrs["href"])
    host = host_to_tell(url, text, typed=closing.info == "auto")
    if host is None:
        return []
    level = closing.level + 1
    words = Token("text", "", 0, content=f" ({host})", level=level + 1)
    start = Token("span_open", "span", 1, attrs={"class": "link-host"}, level=level)
    return [start, words, Token("span_close", "span", -1, level=level)]


def _host(url: str) -> str | None:
    found = WEB.fullmatch(url) or MAIL.fullmatch(url)
    return found["host"].lower().removeprefix("www.") if found else None


def _names_in(piece: str) -> list[str]:
    address = piece.partition("://")[2] or piece.removeprefix("mailto:")
    return [name.removeprefix("www.") for name in DOTTED.findall(AFTER_HOST.split(address)[0])]
