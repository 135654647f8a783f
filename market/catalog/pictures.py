"""Pictures of products as files: one kept whole, and narrower ones drawn from it when they are first asked for."""

import secrets
from contextlib import suppress
from io import BytesIO

from django.core.files.base import ContentFile
from django.db import transaction
from PIL import Image

from market.catalog.models import Picture
from project.base.errors import NotFound
from project.base.storage import new_name, private_files

WIDTHS = (320, 640, 960, 1600)
QUALITY = 80
ROOM = "products"


def new_picture_id() -> str:
    """A name for a picture's address: nobody can guess one that is not shown to them."""
    return f"pic_{secrets.token_hex(11)}"


def widths_of(picture: Picture) -> tuple[int, ...]:
    """The widths it is had in: those of WIDTHS that are narrower, and the one it has, at most the widest."""
    widest = min(picture.width, WIDTHS[-1])
    return (*(width for width in WIDTHS if width < widest), widest)


def keep_picture_file(content: bytes) -> str:
    """Keep a WebP that was drawn here; returns its path in private storage."""
    return private_files().save(new_name(ROOM), ContentFile(content))


def read_picture(public_id: str, width: int) -> bytes:
    """The WebP of a picture in one of its widths. Raises `NotFound`; the caller asks who may see what is not live."""
    picture = Picture.objects.filter(public_id=public_id).first()
    if picture is None or width not in widths_of(picture):
        raise NotFound
    if width == picture.width:
        return _read(picture.path)
    narrower = f"{picture.path}-{width}"
    with suppress(NotFound):
        return _read(narrower)
    drawn = drawn_at(_read(picture.path), width)
    # Of two who ask first one keeps it, and both have what they asked for.
    with suppress(FileExistsError):
        private_files().save(narrower, ContentFile(drawn))
    return drawn


def drawn_at(content: bytes, width: int) -> bytes:
    """A picture of ours at another width."""
    with Image.open(BytesIO(content), formats=["WEBP"]) as image:
        height = max(1, round(image.height * width / image.width))
        written = BytesIO()
        image.resize((width, height), Image.Resampling.LANCZOS).save(written, "WEBP", quality=QUALITY, method=4)
    return written.getvalue()


def forget_picture_later(picture: Picture) -> None:
    """Delete a picture's row, and its files once that is committed."""
    path = picture.path
    picture.delete()
    transaction.on_commit(lambda: remove_paths(path))


def remove_paths(path: str) -> None:
    """Delete the files of a picture that no row names."""
    for one in (path, *(f"{path}-{width}" for width in WIDTHS)):
        private_files().delete(one)


def _read(path: str) -> bytes:
    try:
        with private_files().open(path) as stored:
            content: bytes = stored.read()
            return content
    except FileNotFoundError as error:
        raise NotFound from error
