"""Pictures to put in: honest ones, and some that are not."""

from io import BytesIO
from typing import Any

from PIL import Image

ORIENTATION, MAKER, GPS = 0x0112, 0x010F, 0x8825


def encoded(image: Image.Image, form: str, **options: Any) -> bytes:
    """The bytes of an image in this form."""
    written = BytesIO()
    image.save(written, form, **options)
    return written.getvalue()


def noise(width: int = 600, height: int = 400) -> Image.Image:
    """An image that cannot be packed to nothing."""
    return Image.effect_noise((width, height), 80).convert("RGB")


def secrets_of_a_camera() -> Image.Exif:
    """A turned picture of a known camera at a known place."""
    exif = Image.Exif()
    exif[ORIENTATION] = 6
    exif[MAKER] = "Camera of Ada"
    exif.get_ifd(GPS).update({1: "N", 2: (52.0, 31.0, 12.0)})
    return exif


def opened(content: bytes) -> Image.Image:
    """The picture that these bytes hold."""
    return Image.open(BytesIO(content))
