"""A real site and real browsers, for stories: one of each for a test process, and nothing left in them by a story."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.doubles.stripe import stripe_here
from tests.journeys.chromium import Chromium, running_chromium
from tests.journeys.modules import serve_modules
from tests.journeys.people import Crowd
from tests.site import Site


@pytest.fixture(scope="session")
def _site(django_db_setup: None) -> Iterator[Site]:
    # Its pages may lead to this double's alone, whether a story pays or not.
    till = {"STRIPE_SANDBOX": "1", "STRIPE_SANDBOX_PORT": str(stripe_here().port)}
    # Nobody changes a script during a story: its browser need not ask for each again at every page.
    running = Site(environment={"RT_MAX_SOCKETS_PER_ADDRESS": "200", "STATIC_MAX_AGE": "600", **till})
    yield running
    running.stop()


@pytest.fixture
def site(_site: Site, transactional_db: None) -> Iterator[Site]:
    """A running web server on the test database; where it was killed, another takes its place for the next story."""
    if _site.process is None:
        _site.start()
    yield _site
    _site.rest()


@pytest.fixture(scope="session")
def _chromium() -> Iterator[Chromium]:
    with running_chromium() as chromium:
        yield chromium


@pytest.fixture
def browser(site: Site, _chromium: Chromium) -> Iterator[Browser]:
    """Chromium, as if it had just been started."""
    with _chromium.awake() as running:
        yield running


@pytest.fixture
def crowd(browser: Browser, site: Site) -> Iterator[Crowd]:
    """People with a browser each, and a check afterwards that no page complained."""
    people = Crowd(browser, site.url)
    yield people
    people.leave()
    assert people.complaints == []


@pytest.fixture(scope="module")
def page(_chromium: Chromium) -> Iterator[Page]:
    """A page that can import the project's modules, for tests of these alone; no site is behind it."""
    with _chromium.awake() as running:
        opened = running.new_context(timezone_id="UTC").new_page()
        serve_modules(opened)
        yield opened
