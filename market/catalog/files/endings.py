"""Which files are let in: the name's ending and the first bytes must say the same."""

from dataclasses import dataclass

LIMITED_READ = 64


@dataclass(frozen=True, slots=True, kw_only=True)
class Ending:
    """What files of this ending are served as, and what they begin with; text begins with nothing of its own."""

    media_type: str
    starts: tuple[bytes, ...] = ()
    at: int = 0

    @property
    def is_text(self) -> bool:
        """Whether it is read as UTF-8 instead of looked at."""
        return not self.starts


TEXT = Ending(media_type="text/plain; charset=utf-8")
JPEG = Ending(media_type="image/jpeg", starts=(b"\xff\xd8\xff",))
ENDINGS: dict[str, Ending] = {
    "zip": Ending(media_type="application/zip", starts=(b"PK\x03\x04",)),
    "pdf": Ending(media_type="application/pdf", starts=(b"%PDF-",)),
    "png": Ending(media_type="image/png", starts=(b"\x89PNG\r\n\x1a\n",)),
    "jpg": JPEG,
    "jpeg": JPEG,
    "webp": Ending(media_type="image/webp", starts=(b"WEBP",), at=8),
    "mp3": Ending(media_type="audio/mpeg", starts=(b"ID3", b"\xff\xfb", b"\xff\xfa", b"\xff\xf3", b"\xff\xf2")),
    "mp4": Ending(media_type="video/mp4", starts=(b"ftyp",), at=4),
    "gguf": Ending(media_type="application/octet-stream", starts=(b"GGUF",)),
    # A length of eight bytes, then the JSON that names the tensors.
    "safetensors": Ending(media_type="application/octet-stream", starts=(b'{"', b"{ "), at=8),
    # Protocol buffers: field 1 (the version of the format) as a number below 32, then a field with a length.
    "onnx": Ending(
        media_type="application/octet-stream",
        starts=tuple(
            bytes([8, version, field]) for version in range(1, 32) for field in (0x12, 0x1A, 0x22, 0x32, 0x3A, 0x42)
        ),
    ),
    "txt": TEXT,
    "md": TEXT,
    "csv": Ending(media_type="text/csv; charset=utf-8"),
    "json": Ending(media_type="application/json"),
    "py": TEXT,
    "ipynb": Ending(media_type="application/json"),
}


def ending_of(name: str) -> str:
    """The ending of a file's name, in small letters; nothing where it has none."""
    stem, dot, ending = name.rpartition(".")
    return ending.lower() if stem and dot else ""


def begins_right(ending: Ending, head: bytes) -> bool:
    """Whether the first bytes are those of this ending."""
    return head[ending.at :].startswith(ending.starts) if ending.starts else True
