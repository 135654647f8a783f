"""Ada sells, Ben buys, Cyd is a stranger; and pictures for them."""

import time
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from project.accounts.models import User
from tests.realtime.chat.files.pictures import encoded, noise

PASSWORD = "a-long-password"


def a_member(name: str, **fields: Any) -> User:
    """A member of this name, who can sign in."""
    return User.objects.create_user(f"{name.lower()}@example.org", PASSWORD, display_name=name, **fields)


def browser_of(person: User | None) -> Client:
    """A browser, signed in as this person or as nobody."""
    browser = Client()
    if person is not None:
        browser.force_login(person)
    return browser


def a_picture(name: str = "ada.png", form: str = "PNG", image: Image.Image | None = None) -> SimpleUploadedFile:
    """A picture ready to be sent."""
    return SimpleUploadedFile(name, encoded(image or noise(300, 200), form))


def fresh_browser_of(person: User, *, ago: float = 0) -> Client:
    """A browser in which this person has proven who they are so many seconds ago."""
    browser = browser_of(person)
    session = browser.session
    session["account_authentication_methods_user"] = str(person.pk)
    session["account_authentication_methods"] = [{"method": "password", "at": time.time() - ago}]
    session.save()
    return browser
