"""What all share cards have in common: 1200 by 630, their colours, and lines that fit."""

from typing import Literal

from PIL import ImageDraw

from frontend.drawn.lettering import Weight, lettered

WIDTH, HEIGHT = 1200, 630
GROUND, SOFT, BRIGHT = "#0d1113", "#b9b6ac", "#f4f2ec"

Anchor = Literal["lm", "mm", "rm"]


def write_line(
    draw: ImageDraw.ImageDraw,
    at: tuple[int, int],
    text: str,
    *,
    size: int,
    room: float,
    fill: str,
    anchor: Anchor,
    weight: Weight = "Regular",
) -> None:
    """Write one line: smaller where it does not fit, and cut where it would become too small."""
    small = max(size * 6 // 10, 24)
    while size > small and lettered(weight, size).getlength(text) > room:
        size -= 2
    draw.text(at, cut(text, weight, size, room), font=lettered(weight, size), fill=fill, anchor=anchor)


def cut(text: str, weight: Weight, size: int, room: float) -> str:
    """The text, or as much of its beginning as there is room for."""
    font = lettered(weight, size)
    if font.getlength(text) <= room:
        return text
    while text and font.getlength(f"{text}…") > room:
        text = text[:-1]
    return f"{text.rstrip()}…"
