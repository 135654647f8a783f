"""Private files: kept under random names, whole or not at all, and never served by an address of their own."""

import os
import secrets
from pathlib import Path
from typing import Any, NoReturn

from django.core.files.base import File
from django.core.files.storage import FileSystemStorage, Storage, storages


class PrivateFiles(FileSystemStorage):
    """A folder that only the program reads. `STORAGES["private"]` may name another storage instead."""

    def __init__(self, **options: Any) -> None:
        super().__init__(file_permissions_mode=0o600, directory_permissions_mode=0o700, **options)

    def url(self, name: str | None) -> NoReturn:
        """Refused: who may read a private file is asked at every read."""
        raise ValueError("Private files have no address.")

    def _save(self, name: str, content: File[bytes]) -> str:
        # A reader, or a crash, never meets half of a file.
        whole = Path(self.path(name))
        whole.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        part = whole.with_name(f"{whole.name}.part")
        try:
            with open(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as written:
                written.writelines(content.chunks())
                written.flush()
                os.fsync(written.fileno())
            part.rename(whole)
        except BaseException:
            part.unlink(missing_ok=True)
            raise
        return name


def private_files() -> Storage:
    """Where private files are kept."""
    return storages["private"]


def new_name(room: str) -> str:
    """A random name in a room's folder, spread over subfolders: `chat/4f/4f…`."""
    token = secrets.token_hex(16)
    return f"{room}/{token[:2]}/{token}"
