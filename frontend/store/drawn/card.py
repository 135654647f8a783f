"""The share card of a product as a picture of 1200 by 630; without prices, for previews are kept elsewhere for long."""

from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from threading import Lock

from PIL import Image, ImageDraw, ImageOps

from frontend.drawn.card import BRIGHT, GROUND, HEIGHT, SOFT, WIDTH, cut, write_line
from frontend.drawn.lettering import lettered

MARGIN, FOOT = 60, 74
PICTURE = 500
TITLE, TITLE_LINES = 62, 4
KEPT = 128
# One colour for each kind, where a product has no picture.
GROUNDS = {"prompt": "#6b4a12", "model": "#4a3a78", "download": "#1f5a3c", "api": "#1d4a78", "saas": "#74352c"}
_one_at_a_time = Lock()


@dataclass(frozen=True, kw_only=True)
class ProductCard:
    """Everything that is on the card: equal cards are the same picture. `cover` is a WebP, or nothing."""

    title: str
    line: str
    kind: str
    kind_word: str
    seller: str
    cover: bytes


def picture_of(card: ProductCard) -> bytes:
    """The card as PNG; a crowd that asks for the same one costs one drawing."""
    with _one_at_a_time:
        return _drawn(card)


@lru_cache(maxsize=KEPT)
def _drawn(card: ProductCard) -> bytes:
    image = Image.new("RGB", (WIDTH, HEIGHT), GROUND)
    draw = ImageDraw.Draw(image)
    _cover(image, draw, card)
    room = WIDTH - PICTURE - 2 * MARGIN
    write_line(draw, (MARGIN, 92), card.kind_word.upper(), weight="Bold", size=26, room=room, fill=SOFT, anchor="lm")
    top = 150
    for line in lines_of(card.title, room=room):
        write_line(draw, (MARGIN, top + 34), line, weight="Bold", size=TITLE, room=room, fill=BRIGHT, anchor="lm")
        top += 70
    for line in lines_of(card.line, room=room, size=30, most=2):
        write_line(draw, (MARGIN, top + 36), line, size=30, room=room, fill=SOFT, anchor="lm")
        top += 40
    write_line(draw, (MARGIN, HEIGHT - FOOT), "Rialto", weight="Bold", size=36, room=160, fill=BRIGHT, anchor="lm")
    write_line(draw, (MARGIN + 140, HEIGHT - FOOT), card.seller, size=28, room=room - 140, fill=SOFT, anchor="lm")
    written = BytesIO()
    image.quantize(200, dither=Image.Dither.FLOYDSTEINBERG).save(written, "PNG", optimize=True)
    return written.getvalue()


def lines_of(text: str, *, room: float, size: int = TITLE, most: int = TITLE_LINES) -> list[str]:
    """The text broken into lines that fit; the last one is cut where there are more words than room."""
    weight = "Bold" if size == TITLE else "Regular"
    font, lines = lettered(weight, size), [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and font.getlength(longer) > room:
            lines.append(word)
        else:
            lines[-1] = longer
    kept = lines[:most]
    if len(lines) > most:
        kept[-1] = f"{kept[-1]} …"
    return [cut(line, weight, size, room) for line in kept]  # type: ignore[arg-type]


def _cover(image: Image.Image, draw: ImageDraw.ImageDraw, card: ProductCard) -> None:
    left = WIDTH - PICTURE
    if not card.cover:
        draw.rectangle((left, 0, WIDTH, HEIGHT), fill=GROUNDS.get(card.kind, SOFT))
        middle = WIDTH - PICTURE // 2
        for radius in (80, 140, 200):
            draw.arc((middle - radius, HEIGHT - radius, middle + radius, HEIGHT + radius), 180, 360, GROUND, width=10)
        return
    with Image.open(BytesIO(card.cover), formats=["WEBP"]) as cover:
        image.paste(ImageOps.fit(cover.convert("RGB"), (PICTURE, HEIGHT), Image.Resampling.LANCZOS), (left, 0))
