"""Which kinds of files are let in: name and content must both say the same."""

import codecs
from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings

PICTURE_BYTES = 10_485_760
CONTROLS = frozenset(range(32)) - frozenset(b"\t\n\r\f\x1b")


@dataclass(frozen=True, slots=True, kw_only=True)
class FileKind:
    """What a file of this kind is served as; `picture` is the decoder's name, `starts` what other content begins with.

    A kind with neither is text.
    """

    mime: str
    picture: str = ""
    starts: tuple[bytes, ...] = ()

    @property
    def most_bytes(self) -> int:
        """The largest such file."""
        return min(PICTURE_BYTES, settings.UPLOAD_BYTES) if self.picture else settings.UPLOAD_BYTES


JPEG = FileKind(mime="image/jpeg", picture="JPEG")
TEXT = FileKind(mime="text/plain; charset=utf-8")
KINDS = {
    "png": FileKind(mime="image/png", picture="PNG"),
    "jpg": JPEG,
    "jpeg": JPEG,
    "gif": FileKind(mime="image/gif", picture="GIF"),
    "webp": FileKind(mime="image/webp", picture="WEBP"),
    "pdf": FileKind(mime="application/pdf", starts=(b"%PDF-",)),
    "zip": FileKind(mime="application/zip", starts=(b"PK\x03\x04", b"PK\x05\x06")),
    "mp3": FileKind(mime="audio/mpeg", starts=(b"ID3", b"\xff\xfb", b"\xff\xfa", b"\xff\xf3", b"\xff\xf2")),
    "txt": TEXT,
    "md": TEXT,
    "csv": FileKind(mime="text/csv; charset=utf-8"),
}


def kind_of(name: str) -> FileKind | None:
    """The kind that a name's ending stands for, if it is one that is let in."""
    stem, dot, ending = name.rpartition(".")
    return KINDS.get(ending.lower()) if stem and dot else None


def fits(kind: FileKind, chunks: Iterable[bytes]) -> bool:
    """Whether content that is no picture is of this kind."""
    pieces = iter(chunks)
    if kind.starts:
        return next(pieces, b"").startswith(kind.starts)
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        for piece in pieces:
            decoder.decode(piece)
            if CONTROLS & set(piece):
                return False
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True
