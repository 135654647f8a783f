"""Data files that lie beside the project and are read, never copied."""

from pathlib import Path

from django.conf import settings


def shared_data(name: str) -> Path:
    """The path of a file in the data folder that the project shares with others."""
    return Path(settings.BASE_DIR).parent / "shared" / "data" / name
