"""Folders for tests that start servers: short, and open for other accounts to walk through."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def open_folder() -> Iterator[Path]:
    """A temporary folder that an account of PostgreSQL's may pass."""
    folder = Path(tempfile.mkdtemp(prefix="rialto-"))
    folder.chmod(0o711)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
