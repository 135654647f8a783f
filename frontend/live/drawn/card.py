"""The share card: a game at one position as a picture of 1200 by 630, drawn once and kept."""

from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from threading import Lock

from PIL import Image, ImageDraw

from frontend.drawn.card import BRIGHT, GROUND, HEIGHT, SOFT, WIDTH, write_line
from frontend.drawn.lettering import lettered
from frontend.templatetags.boards import tone

BAND, FOOT = 118, 74
KEPT = 256
_one_at_a_time = Lock()


@dataclass(frozen=True, kw_only=True)
class Half:
    """One team on the card."""

    name: str
    colour: str
    score: str


@dataclass(frozen=True, kw_only=True)
class Card:
    """Everything that is written on the card: equal cards are the same picture."""

    home: Half
    away: Half
    status: str
    title: str
    foot: str


def picture_of(card: Card) -> bytes:
    """The card as PNG; a crowd that asks for the same one costs one drawing."""
    with _one_at_a_time:
        return _drawn(card)


@lru_cache(maxsize=KEPT)
def _drawn(card: Card) -> bytes:
    image = Image.new("RGB", (WIDTH, HEIGHT), GROUND)
    draw = ImageDraw.Draw(image)
    _half(draw, card.home, left=0)
    _half(draw, card.away, left=WIDTH // 2)
    draw.line((WIDTH // 2, BAND, WIDTH // 2, HEIGHT - FOOT), fill=GROUND, width=4)
    title_room = WIDTH - 120 - lettered("Bold", 44).getlength(card.status)
    write_line(draw, (40, BAND // 2), card.title, size=38, room=title_room, fill=BRIGHT, anchor="lm")
    write_line(draw, (WIDTH - 40, BAND // 2), card.status, weight="Bold", size=44, room=700, fill=BRIGHT, anchor="rm")
    write_line(draw, (40, HEIGHT - FOOT // 2), "Rialto", weight="Bold", size=32, room=200, fill=BRIGHT, anchor="lm")
    write_line(draw, (WIDTH - 40, HEIGHT - FOOT // 2), card.foot, size=28, room=860, fill=SOFT, anchor="rm")
    written = BytesIO()
    image.quantize(128, dither=Image.Dither.NONE).save(written, "PNG", optimize=True)
    return written.getvalue()


def _half(draw: ImageDraw.ImageDraw, half: Half, *, left: int) -> None:
    width, top, bottom = WIDTH // 2, BAND, HEIGHT - FOOT
    draw.rectangle((left, top, left + width, bottom), fill=half.colour)
    fill = "#000000" if tone(half.colour) == "light" else "#ffffff"
    middle = left + width // 2
    name_at = top + 66 if half.score else (top + bottom) // 2
    write_line(draw, (middle, name_at), half.name, weight="Semibold", size=58, room=width - 70, fill=fill, anchor="mm")
    score_at = (middle, top + 265)
    write_line(draw, score_at, half.score, weight="Black", size=300, room=width - 60, fill=fill, anchor="mm")
