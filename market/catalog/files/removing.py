"""Forgetting files: their rows with the transaction, what lies in storage once that is committed."""

from collections.abc import Iterable

from django.db import transaction

from market.catalog.models import File
from project.base.storage import private_files


def forget_files_later(files: Iterable[File]) -> None:
    """Delete these rows now, and their files once that is committed."""
    rows = list(files)
    paths = [row.path for row in rows]
    for row in rows:
        row.delete()
    transaction.on_commit(lambda: remove_paths(paths))


def remove_paths(paths: Iterable[str]) -> None:
    """Delete what no row names."""
    for path in paths:
        private_files().delete(path)
