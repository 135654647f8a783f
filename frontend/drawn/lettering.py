"""The letters that pictures and sheets are set in: Source Sans, out of its wheel, with Greek and Cyrillic."""

from functools import cache
from importlib.resources import files
from io import BytesIO
from typing import Literal

from PIL import ImageFont

Weight = Literal["Regular", "Semibold", "Bold", "Black"]
FOLDER = files("font_source_sans_pro") / "files"


def font_file(weight: Weight) -> BytesIO:
    """The TrueType file of one weight."""
    return BytesIO(_bytes(weight))


@cache
def lettered(weight: Weight, size: int) -> ImageFont.FreeTypeFont:
    """One weight for pictures, `size` pixels high."""
    return ImageFont.truetype(font_file(weight), size)


@cache
def _bytes(weight: Weight) -> bytes:
    return (FOLDER / f"SourceSansPro-{weight}.ttf").read_bytes()
