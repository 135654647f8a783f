"""No address of ours sends a visitor to another site, whatever `next` says."""

from urllib.parse import urlsplit

import pytest
from django.test import Client

from project.accounts.models import User
from tests.walk.accounts import prove_freshly
from tests.walk.addresses import addresses

pytestmark = pytest.mark.django_db

EVIL = [
    "https://evil.example/",
    "//evil.example/",
    "///evil.example/",
    "////evil.example",
    "/\\evil.example/",
    "\\\\evil.example/",
    "/\t/evil.example/",
    "https:evil.example",
    "https:///evil.example",
    "http:\\\\evil.example",
    "javascript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "https://testserver@evil.example/",
    "https://testserver.evil.example/",
    " https://evil.example/",
    "\x01https://evil.example/",
]
NAMES = ("next", "redirect_to", "return_to", "url", "back")
PASSWORD = "walking past the harbour"


def leads_out(place: str) -> bool:
    """Whether a browser would leave the site: it reads backslashes as slashes, and forgets control characters."""
    read = "".join(sign for sign in place.replace("\\", "/") if sign > " ")
    found = urlsplit(read)
    # With a scheme any number of slashes, or none, begins the name of a host.
    stays = found.netloc == "testserver" if found.scheme else found.netloc == ""
    return read.startswith("//") or not stays or found.scheme not in {"", "http", "https"}


def member_browser() -> Client:
    """Ada, who has just signed in."""
    person = User.objects.create_user("ada@example.org", PASSWORD, display_name="Ada")
    browser = Client(raise_request_exception=False)
    browser.force_login(person)
    prove_freshly(browser)
    return browser


@pytest.mark.parametrize("evil", EVIL)
def test_no_page_leads_out_when_it_is_read(evil: str) -> None:
    pages = [one.route for one in addresses() if one.method == "GET" and not one.parameters and "(" not in one.route]

    for browser in (Client(raise_request_exception=False), member_browser()):
        for page in pages:
            place = browser.get(f"/{page}", dict.fromkeys(NAMES, evil)).headers.get("Location", "")
            assert not leads_out(place), (page, place)


@pytest.mark.parametrize("evil", EVIL)
def test_no_form_leads_out_when_it_is_sent(evil: str) -> None:
    User.objects.create_user("ben@example.org", PASSWORD, display_name="Ben")
    forms = {
        "/name/": {"name": "Gil"},
        "/account/login/": {"login": "ben@example.org", "password": PASSWORD},
        "/account/reauthenticate/": {"password": PASSWORD},
        "/account/logout/": {},
        "/account/settings/theme/": {"theme": "dark"},
    }
    for page, said in forms.items():
        browser = Client() if page in {"/name/", "/account/login/"} else member_browser_once()
        for path in (page, f"{page}?next={evil}"):
            place = browser.post(path, {**said, **dict.fromkeys(NAMES, evil)}).headers.get("Location", "")
            assert not leads_out(place), (path, place)


def member_browser_once() -> Client:
    """Ada's browser, whether or not she has been made."""
    User.objects.filter(email="ada@example.org").delete()
    return member_browser()


@pytest.mark.parametrize("place", ["//evil.example", "/\\evil.example", "https:\\evil.example", "javascript:x"])
def test_this_test_would_notice(place: str) -> None:
    assert leads_out(place)
