"""Looking into archives before anybody else unpacks them: bombs, paths that lead out, and what runs on a double click.

An adversary writes the sizes in an archive's lists as they like: what is unpacked is counted, never what is claimed.
"""

import stat
import zlib
from typing import Any
from zipfile import BadZipFile, LargeZipFile, ZipFile, ZipInfo

from django.conf import settings

MOST_ENTRIES = 10_000
MOST_TIMES = 200
SMALL = 1_048_576
PIECE = 262_144
UNPACKED_TIMES = 4
PACKED = frozenset({"zip", "7z", "rar", "gz", "bz2", "xz", "zst", "tar", "tgz", "jar", "iso"})
RUNS = frozenset(
    "exe dll com scr msi bat cmd ps1 vbs vbe js jse wsf hta lnk reg app dmg pkg deb rpm apk".split()  # noqa: SIM905
)
STORED_OR_DEFLATED = frozenset({0, 8})
IS_ENCRYPTED = 0x1


class ArchiveNotSafe(Exception):
    """Why an archive is not let in: `broken`, `bomb`, `paths`, `programs`, `encrypted` or `nested`."""

    def __init__(self, why: str) -> None:
        self.why = why
        super().__init__(why)


def look_into(archive: Any) -> None:
    """Read a zip file from end to end without keeping anything. Raises `ArchiveNotSafe`."""
    try:
        with ZipFile(archive) as opened:
            entries = opened.infolist()
            _ask_list(entries)
            _unpack(opened, entries)
    except (BadZipFile, LargeZipFile, zlib.error, EOFError, NotImplementedError, OSError, ValueError) as error:
        raise ArchiveNotSafe("broken") from error
    except RuntimeError as error:  # zipfile's word for a password
        raise ArchiveNotSafe("encrypted") from error


def _ask_list(entries: list[ZipInfo]) -> None:
    if not entries or len(entries) > MOST_ENTRIES:
        raise ArchiveNotSafe("bomb" if entries else "broken")
    # Two entries that share their bytes are how a small file unpacks to petabytes.
    if len({entry.header_offset for entry in entries}) != len(entries):
        raise ArchiveNotSafe("bomb")
    for entry in entries:
        _ask_entry(entry)


def _ask_entry(entry: ZipInfo) -> None:
    if entry.flag_bits & IS_ENCRYPTED:
        raise ArchiveNotSafe("encrypted")
    # `filename` is cut at a NUL and has its separators changed: the name as it was written is asked too.
    for name in (entry.filename, entry.orig_filename):
        parts = name.replace("\\", "/").split("/")
        if name.startswith("/") or ".." in parts or ":" in parts[0] or "\x00" in name or "\\" in name:
            raise ArchiveNotSafe("paths")
    if stat.S_ISLNK(entry.external_attr >> 16):
        raise ArchiveNotSafe("paths")
    ending = entry.filename.rpartition(".")[2].lower()
    if ending in RUNS:
        raise ArchiveNotSafe("programs")
    if ending in PACKED:
        raise ArchiveNotSafe("nested")
    if entry.compress_type not in STORED_OR_DEFLATED:
        raise ArchiveNotSafe("broken")


def _unpack(archive: ZipFile, entries: list[ZipInfo]) -> None:
    left = UNPACKED_TIMES * settings.PRODUCT_FILE_BYTES
    for entry in entries:
        if entry.is_dir():
            continue
        allowed = max(SMALL, MOST_TIMES * entry.compress_size)
        read = 0
        with archive.open(entry) as packed:
            while piece := packed.read(PIECE):
                read += len(piece)
                if read > min(allowed, left):
                    raise ArchiveNotSafe("bomb")
        left -= read
