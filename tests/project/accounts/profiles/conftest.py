"""Ada, Ben, Cyd, and a folder of private files that is one test's alone."""

from pathlib import Path

import pytest
from django.conf import LazySettings

from project.accounts.models import User
from tests.project.accounts.profiles.people import a_member


@pytest.fixture(autouse=True)
def folder(settings: LazySettings, tmp_path: Path) -> Path:
    """Where private files lie."""
    private = {"BACKEND": "project.base.storage.PrivateFiles", "OPTIONS": {"location": str(tmp_path)}}
    settings.STORAGES = {**settings.STORAGES, "private": private}
    return tmp_path


@pytest.fixture
def ada(db: None) -> User:
    """Shows herself."""
    return a_member("Ada")


@pytest.fixture
def ben(db: None) -> User:
    """Buys."""
    return a_member("Ben")


@pytest.fixture
def cyd(db: None) -> User:
    """A stranger."""
    return a_member("Cyd")
