"""A private room of Ada and Ben, and browsers of theirs and of Cyd, a stranger."""

from pathlib import Path

import pytest
from django.conf import LazySettings
from django.test import Client

from project.accounts.models import User
from realtime.chat.models import Room
from tests.realtime.chat.rows import a_person, a_room


@pytest.fixture(autouse=True)
def folder(settings: LazySettings, tmp_path: Path) -> Path:
    """A folder of private files for one test."""
    private = {"BACKEND": "project.base.storage.PrivateFiles", "OPTIONS": {"location": str(tmp_path)}}
    settings.STORAGES = {**settings.STORAGES, "private": private}
    return tmp_path


@pytest.fixture
def ada(db: None) -> User:
    """Puts files in."""
    return a_person("Ada")


@pytest.fixture
def ben(db: None) -> User:
    """Reads them."""
    return a_person("Ben")


@pytest.fixture
def cyd(db: None) -> User:
    """A stranger."""
    return a_person("Cyd")


@pytest.fixture
def room(ada: User, ben: User) -> Room:
    """Closed to Cyd."""
    return a_room(ada, ben, kind="private")


def browser_of(person: User | None) -> Client:
    """A browser, signed in as this person or as nobody."""
    browser = Client()
    if person is not None:
        browser.force_login(person)
    return browser
