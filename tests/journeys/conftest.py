"""A real site and real browsers, for stories."""

import shutil
from collections.abc import Iterator

import pytest
from django.db import connections
from playwright.sync_api import Browser, sync_playwright

from tests.journeys.people import Crowd
from tests.site import Site

QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--no-first-run",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture
def site(transactional_db: None) -> Iterator[Site]:
    """A running web server on the test database."""
    running = Site(environment={"RT_MAX_SOCKETS_PER_ADDRESS": "200"})
    running.start()
    yield running
    running.stop()


@pytest.fixture
def browser(site: Site) -> Iterator[Browser]:
    """Chromium as the system has it, or else the one that playwright brings.

    Started anew for each story: playwright's event loop gives this thread other database
    connections, and those must not be the ones that prepare the next test's tables.
    """
    program = shutil.which("chromium") or shutil.which("google-chrome")
    with sync_playwright() as playwright, pytest.MonkeyPatch.context() as patch:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        running = playwright.chromium.launch(executable_path=program, args=QUIET)
        yield running
        running.close()
        connections.close_all()


@pytest.fixture
def crowd(browser: Browser, site: Site) -> Iterator[Crowd]:
    """People with a browser each, and a check afterwards that no page complained."""
    people = Crowd(browser, site.url)
    yield people
    people.leave()
    assert people.complaints == []
