"""Covers of the demo: drawn from title and kind alone, so that the same product always looks the same."""

import hashlib
import math
import random
from collections.abc import Callable
from functools import lru_cache
from importlib.resources import files
from io import BytesIO
from itertools import pairwise

from PIL import Image, ImageDraw, ImageFont

WIDTH, HEIGHT = 1200, 900
# Drawn twice as large and halved: edges without steps.
TIMES = 2
QUALITY = 78
type Colour = tuple[int, int, int]
type Draw = Callable[[ImageDraw.ImageDraw, random.Random, "Palette"], None]
FOLDER = files("font_source_sans_pro") / "files"


class Palette:
    """Ground, ink and two accents; all of them are kin of the house's own colours."""

    def __init__(self, ground: str, ink: str, first: str, second: str) -> None:
        self.ground, self.ink, self.first, self.second = (_colour(one) for one in (ground, ink, first, second))


def _colour(text: str) -> Colour:
    return int(text[0:2], 16), int(text[2:4], 16), int(text[4:6], 16)


PALETTES = (
    Palette("fbfaf7", "17211f", "0b6b62", "f0b75c"),
    Palette("0f2a28", "eeece5", "5fd0bf", "f0b75c"),
    Palette("e2f0ec", "12302d", "0b6b62", "b3261e"),
    Palette("17211f", "fbfaf7", "f0b75c", "5fd0bf"),
    Palette("fbefd9", "33260f", "8a5300", "0b6b62"),
    Palette("f2f0ea", "17211f", "b3261e", "0b6b62"),
    Palette("12302d", "fbefd9", "ff9d92", "5fd0bf"),
)


def cover(title: str, kind: str) -> bytes:
    """A WebP of 1200 by 900 points."""
    written = BytesIO()
    _drawn(title, kind).save(written, "WEBP", quality=QUALITY, method=1)
    return written.getvalue()


def cover_png(title: str, kind: str) -> bytes:
    """The same as a small PNG."""
    written = BytesIO()
    _drawn(title, kind).reduce(3).save(written, "PNG")
    return written.getvalue()


def _drawn(title: str, kind: str) -> Image.Image:
    chance = random.Random(hashlib.sha256(f"{kind}/{title}".encode()).digest())  # noqa: S311 - a drawing
    palette = chance.choice(PALETTES)
    image = Image.new("RGB", (WIDTH * TIMES, HEIGHT * TIMES), palette.ground)
    MOTIFS[kind](ImageDraw.Draw(image), chance, palette)
    small = image.reduce(TIMES)
    _letter(ImageDraw.Draw(small), title, palette)
    return small


def _letter(pen: ImageDraw.ImageDraw, title: str, palette: Palette) -> None:
    size = 92 if len(title) < 24 else 74
    font = _font(size)
    lines = _lines(title, font)
    top = HEIGHT - 70 - len(lines) * round(size * 1.08)
    for place, line in enumerate(lines):
        pen.text((70, top + place * round(size * 1.08)), line, font=font, fill=palette.ink)


def _lines(title: str, font: ImageFont.FreeTypeFont) -> list[str]:
    lines = [""]
    for word in title.split():
        longer = f"{lines[-1]} {word}".strip()
        if font.getlength(longer) > WIDTH - 140 and lines[-1]:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines[:3]


@lru_cache(maxsize=4)
def _font(size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(BytesIO((FOLDER / "SourceSansPro-Semibold.ttf").read_bytes()), size)


def _bars(pen: ImageDraw.ImageDraw, chance: random.Random, palette: Palette) -> None:
    """A prompt: lines of writing, one of them marked."""
    marked = chance.randrange(5)
    for row in range(5):
        left, y = 140, 150 + row * 150
        width = chance.randint(700, 1780)
        colour = palette.first if row == marked else _between(palette.ground, palette.ink, 0.16)
        pen.rounded_rectangle((left, y, left + width, y + 76), 38, fill=colour)
    pen.ellipse((1990, 150, 2250, 410), fill=palette.second)


def _net(pen: ImageDraw.ImageDraw, chance: random.Random, palette: Palette) -> None:
    """A model: layers of points, and what runs between them."""
    layers = [
        [(260 + column * 470, 130 + round((row + 0.5) * 900 / many)) for row in range(many)]
        for column, many in enumerate(chance.choice(((3, 5, 4, 5, 2), (4, 6, 6, 3, 1), (2, 4, 6, 4, 2))))
    ]
    for before, after in pairwise(layers):
        for start in before:
            for end in after:
                strength = chance.choice((0.12, 0.12, 0.22, 0.4))
                pen.line((start, end), fill=_between(palette.ground, palette.first, strength), width=6)
    for points in layers:
        for x, y in points:
            size = chance.choice((26, 34, 44))
            fill = palette.second if chance.random() < 0.2 else palette.first
            pen.ellipse((x - size, y - size, x + size, y + size), fill=fill)


def _tiles(pen: ImageDraw.ImageDraw, chance: random.Random, palette: Palette) -> None:
    """Files: a sheet of quarter circles and squares."""
    shades = (
        palette.first,
        palette.second,
        _between(palette.ground, palette.ink, 0.12),
        palette.ground,
        palette.ground,
    )
    for column in range(8):
        for row in range(4):
            x, y, colour = column * 300, row * 275, chance.choice(shades)
            if chance.random() < 0.5:
                angle = chance.randrange(4) * 90
                dx, dy = ((0, 0), (-300, 0), (-300, -275), (0, -275))[angle // 90]
                pen.pieslice((x + dx, y + dy, x + dx + 600, y + dy + 550), angle + 180, angle + 270, fill=colour)
            else:
                pen.rectangle((x, y, x + 300, y + 275), fill=colour)
    pen.rectangle((0, 1100, WIDTH * TIMES, HEIGHT * TIMES), fill=palette.ground)


def _waves(pen: ImageDraw.ImageDraw, chance: random.Random, palette: Palette) -> None:
    """An API: calls going out and coming back."""
    for line in range(7):
        phase, height = chance.random() * math.tau, chance.randint(40, 150)
        y = 180 + line * 140
        points = [(x, y + height * math.sin(phase + x / 260)) for x in range(-20, WIDTH * TIMES + 40, 20)]
        colour = (
            palette.second if line == chance.randrange(7) else _between(palette.ground, palette.first, 0.25 + line / 10)
        )
        pen.line(points, fill=colour, width=22, joint="curve")


def _windows(pen: ImageDraw.ImageDraw, chance: random.Random, palette: Palette) -> None:
    """A service: windows over each other."""
    for layer in range(3):
        x, y = 180 + layer * 330 + chance.randint(-40, 40), 110 + layer * 190
        fill = (_between(palette.ground, palette.ink, 0.14), palette.second, palette.first)[layer]
        pen.rounded_rectangle((x, y, x + 1200, y + 640), 48, fill=fill)
        for dot in range(3):
            pen.ellipse((x + 50 + dot * 64, y + 46, x + 86 + dot * 64, y + 82), fill=palette.ground)
    pen.rectangle((0, 1230, WIDTH * TIMES, HEIGHT * TIMES), fill=palette.ground)


def _between(start: Colour, end: Colour, share: float) -> Colour:
    red, green, blue = (round(a + (b - a) * min(share, 1)) for a, b in zip(start, end, strict=True))
    return red, green, blue


MOTIFS: dict[str, Draw] = {"prompt": _bars, "model": _net, "download": _tiles, "api": _waves, "saas": _windows}
