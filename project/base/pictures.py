"""Pictures drawn anew: only the points of a picture are kept, so nothing can hide beside or behind them."""

import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageOps

from project.base.errors import Refusal

LONGEST_SIDE = 2560
SMALL_SIDE = 480
SMALLEST_SIDE = 48
# A JPEG is decoded at a part of its size; the others have to be unpacked whole.
MOST_POINTS = {"JPEG": 50_000_000}
MOST_POINTS_UNPACKED = 25_000_000
MOST_POINTS_MOVING = 30_000_000
MOST_FRAMES = 300
FRAME_MS = 100
SAVING: dict[str, dict[str, Any]] = {
    "JPEG": {"quality": 85, "optimize": True, "progressive": True},
    "PNG": {},
    "WEBP": {"quality": 85, "method": 4},
    "GIF": {"disposal": 2},
}
MOVING = frozenset({"GIF", "WEBP"})
# What lies behind a picture's clear parts where its form has none: the paper of the light theme.
PAPER = (251, 250, 247)
FORMS = {"png": "PNG", "jpg": "JPEG", "jpeg": "JPEG", "gif": "GIF", "webp": "WEBP"}

# Unpacking takes up to 200 MB: two at a time, whoever sends how many.
_unpacking = threading.BoundedSemaphore(2)


class PictureBroken(Refusal):
    """No picture of the kind that its name says, or only a part of one."""

    status = 422
    message = _("This picture cannot be read.")


class PictureTooLarge(Refusal):
    """More points than anybody looks at."""

    status = 422
    message = _("This picture has too many pixels.")


class PictureTooSmall(Refusal):
    """Too few points on its shorter side to be anybody's picture."""

    status = 422
    message = _("This picture is too small. It needs at least 48 pixels on each side.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A picture as it is kept, and a small WebP of it for lists."""

    content: bytes
    small: bytes
    small_size: tuple[int, int]
    width: int
    height: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Square:
    """One size of a square picture, and the same for what cannot read WebP."""

    webp: bytes
    jpeg: bytes


def form_of(name: str) -> str | None:
    """The form that a file name's ending promises; None where that is none of a picture."""
    stem, dot, ending = name.rpartition(".")
    return FORMS.get(ending.lower()) if stem and dot else None


def redraw(content: bytes, *, form: str) -> Picture:
    """Decode a picture that must be of this form and encode it again, upright, at most 2560 points long, and bare.

    Raises `PictureBroken` and `PictureTooLarge`.
    """
    return _guarded(lambda: _redraw(content, form))


def redraw_square(content: bytes, *, form: str, sides: Iterable[int]) -> dict[int, Square]:
    """The middle of a picture that must be of this form, anew in these sizes; of one that moves, the first frame.

    Raises `PictureBroken`, `PictureTooLarge` and `PictureTooSmall`.
    """
    return _guarded(lambda: _squares(content, form, sorted(sides, reverse=True)))


def _guarded[T](draw: Callable[[], T]) -> T:
    with _unpacking:
        try:
            return draw()
        except Refusal:
            raise
        except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
            raise PictureTooLarge from error
        # A decoder that is fed with anything raises anything.
        except Exception as error:
            raise PictureBroken from error


def _redraw(content: bytes, form: str) -> Picture:
    with _opened(content, form) as image:
        image.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
        frames, times = _frames_of(image) if form in MOVING else ([_bare(image)], [])
    small = frames[0].copy()
    small.thumbnail((SMALL_SIDE, SMALL_SIDE))
    return Picture(
        content=_encoded(frames, times, form, most=max(2 * len(content), 65_536)),
        small=_saved(small, "WEBP"),
        small_size=small.size,
        width=frames[0].width,
        height=frames[0].height,
    )


def _squares(content: bytes, form: str, sides: list[int]) -> dict[int, Square]:
    with _opened(content, form) as image:
        if min(image.size) < SMALLEST_SIDE:
            raise PictureTooSmall
        # A few points more than the largest square: what a JPEG is decoded at is never smaller.
        image.draft("RGB", (sides[0] * 2, sides[0] * 2))
        whole = _bare(image)
    return {side: _square(ImageOps.fit(whole, (side, side), Image.Resampling.LANCZOS)) for side in sides}


def _square(image: Image.Image) -> Square:
    flat = Image.new("RGB", image.size, PAPER)
    flat.paste(image, mask=image.getchannel("A") if image.mode == "RGBA" else None)
    return Square(webp=_saved(image, "WEBP"), jpeg=_saved(flat, "JPEG"))


@contextmanager
def _opened(content: bytes, form: str) -> Iterator[Image.Image]:
    with Image.open(BytesIO(content), formats=[form]) as image:
        if image.width * image.height > MOST_POINTS.get(form, MOST_POINTS_UNPACKED):
            raise PictureTooLarge
        yield image


def _frames_of(image: Image.Image) -> tuple[list[Image.Image], list[int]]:
    """Every frame and how long it stays; of a picture that moves for too long, the first alone."""
    most = min(MOST_FRAMES, MOST_POINTS_MOVING // (image.width * image.height))
    frames, times = [_bare(image)], [_time_of(image)]
    while True:
        try:
            image.seek(len(frames))
        except EOFError:
            return frames, times
        if len(frames) >= most:
            return frames[:1], times[:1]
        frames.append(_bare(image))
        times.append(_time_of(image))


def _bare(image: Image.Image) -> Image.Image:
    upright = ImageOps.exif_transpose(image)
    bare = upright.convert("RGBA" if upright.has_transparency_data else "RGB")
    # Places, cameras, comments and profiles travel here, and some encoders write them without being asked.
    bare.info = {}
    bare.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    return bare


def _time_of(image: Image.Image) -> int:
    return int(image.info.get("duration") or FRAME_MS)


def _encoded(frames: list[Image.Image], times: list[int], form: str, *, most: int) -> bytes:
    if len(frames) > 1:
        moving = _saved(frames[0], form, save_all=True, append_images=frames[1:], duration=times, loop=0)
        if len(moving) <= most:
            return moving
    return _saved(frames[0], form)


def _saved(image: Image.Image, form: str, **options: Any) -> bytes:
    written = BytesIO()
    image.save(written, form, **SAVING[form], **options)
    return written.getvalue()
