"""The words of a message without their form: for search, filters, quotes, lists and screen readers."""

from markdown_it.token import Token

LONGEST_PLAIN = 200
BREAKS = frozenset({"softbreak", "hardbreak"})


def words_of(tokens: list[Token]) -> str:
    """All of the text, block by block on lines of their own."""
    blocks = ("".join(_words(child) for child in token.children or [token]) for token in tokens)
    return "\n".join(block.strip() for block in blocks if block.strip())


def shortened(text: str, most: int = LONGEST_PLAIN) -> str:
    """The text on one line, cut to `most` characters."""
    line = " ".join(text.split())
    return line if len(line) <= most else f"{line[: most - 1].rstrip(' \u200d')}…"


def _words(token: Token) -> str:
    return "\n" if token.type in BREAKS else token.content
