"""Whether a file is what its name says: looked at from end to end, piece by piece, before it is kept."""

import codecs
import hashlib
import struct
from collections.abc import Iterator
from typing import IO

import orjson
from django.core.files.uploadedfile import UploadedFile
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from market.catalog.files.archives import ArchiveNotSafe, look_into
from market.catalog.files.endings import ENDINGS, LIMITED_READ, begins_right
from project.base.errors import Refusal

type Bytes = IO[bytes] | UploadedFile[bytes]

PIECE = 1_048_576
MOST_JSON = 67_108_864
MOST_SAFETENSORS_LIST = 100_000_000
CONTROLS = frozenset(range(32)) - frozenset(b"\t\n\r\f\x1b")


class FileNotAllowed(Refusal):
    """The name's ending, or the content behind it, is not of a kind that is let in; `endings` are those that are."""

    status = 415
    message = _("Files of this kind cannot be sold here.")


class FileNotWhatItSays(Refusal):
    """The content is not what the name's ending says."""

    status = 415
    message = _("This file is not what its name says.")


class ArchiveRefused(Refusal):
    """There is something in an archive that nobody should unpack; `why` is one word."""

    status = 422
    message = _("This archive cannot be sold.")


class FileEmpty(Refusal):
    """Nothing is in it."""

    status = 422
    message = _("This file is empty.")


class FileTooLarge(Refusal):
    """More than `most` bytes."""

    status = 413
    message = _("This file is too large.")


WHY: dict[str, str | Promise] = {
    "broken": _("This archive cannot be read."),
    "bomb": _("This archive unpacks to more than it should."),
    "paths": _("This archive has names that lead out of its folder."),
    "programs": _("This archive has programs in it."),
    "encrypted": _("This archive is locked with a password."),
    "nested": _("This archive has archives in it. Put their files in directly."),
}


def look_at(ending: str, file: Bytes, size: int) -> str:
    """Its SHA-256 as hexadecimal digits, once it is what its ending says.

    Raises `FileNotWhatItSays`, `ArchiveRefused(why)`.
    """
    file.seek(0)
    head = file.read(LIMITED_READ)
    if not begins_right(ENDINGS[ending], head):
        raise FileNotWhatItSays
    digest = _text_digest(file) if ENDINGS[ending].is_text else _digest(file)
    if ending in {"json", "ipynb"}:
        _ask_json(ending, file, size)
    if ending == "safetensors":
        _ask_tensors(file, size)
    if ending == "zip":
        _ask_archive(file)
    return digest


def _pieces(file: Bytes) -> Iterator[bytes]:
    file.seek(0)
    while piece := file.read(PIECE):
        yield piece


def _digest(file: Bytes) -> str:
    digest = hashlib.sha256()
    for piece in _pieces(file):
        digest.update(piece)
    return digest.hexdigest()


def _text_digest(file: Bytes) -> str:
    digest, decoder = hashlib.sha256(), codecs.getincrementaldecoder("utf-8")()
    try:
        for piece in _pieces(file):
            digest.update(piece)
            decoder.decode(piece)
            if CONTROLS & set(piece):
                raise FileNotWhatItSays
        decoder.decode(b"", final=True)
    except UnicodeDecodeError as error:
        raise FileNotWhatItSays from error
    return digest.hexdigest()


def _ask_json(ending: str, file: Bytes, size: int) -> None:
    if size > MOST_JSON:
        raise FileTooLarge(most=MOST_JSON)
    file.seek(0)
    try:
        value = orjson.loads(file.read())
    except orjson.JSONDecodeError as error:
        raise FileNotWhatItSays from error
    if ending == "ipynb" and not (isinstance(value, dict) and "cells" in value and "nbformat" in value):
        raise FileNotWhatItSays


def _ask_tensors(file: Bytes, size: int) -> None:
    # The list of tensors, as long as the first eight bytes say, is JSON; the tensors follow.
    file.seek(0)
    (length,) = struct.unpack("<Q", file.read(8))
    if length > min(MOST_SAFETENSORS_LIST, size - 8):
        raise FileNotWhatItSays
    try:
        listed = orjson.loads(file.read(length))
    except orjson.JSONDecodeError as error:
        raise FileNotWhatItSays from error
    if not isinstance(listed, dict):
        raise FileNotWhatItSays


def _ask_archive(file: Bytes) -> None:
    file.seek(0)
    try:
        look_into(file)
    except ArchiveNotSafe as unsafe:
        raise ArchiveRefused(WHY[unsafe.why], why=unsafe.why) from unsafe
