"""The real web server, once for all attacks of a session."""

import logging
from collections.abc import Iterator

import pytest

from tests.security.planted import Planted, plant
from tests.site import Site
from tests.walk.world import make_world


@pytest.fixture(scope="session")
def _site(django_db_setup: None) -> Iterator[Site]:
    running = Site(environment={"METRICS_ALLOWED": "203.0.113.0/24", "RT_MAX_SOCKETS_PER_ADDRESS": "200"})
    running.start()
    yield running
    running.stop()


@pytest.fixture
def site(_site: Site, transactional_db: None) -> Site:
    """As it stands at an open address: it trusts no proxy."""
    return _site


@pytest.fixture(scope="session")
def _behind(django_db_setup: None) -> Iterator[Site]:
    told = {"TRUSTED_PROXIES": "127.0.0.1/32", "METRICS_ALLOWED": "192.0.2.0/24", "HTTPS": "1"}
    running = Site(environment=told)
    running.start()
    yield running
    running.stop()


@pytest.fixture
def behind(_behind: Site, transactional_db: None) -> Site:
    """As it stands behind a proxy of ours that speaks https."""
    return _behind


@pytest.fixture
def planted(db: None) -> Iterator[Planted]:
    """Secrets in the walk's world, and who bought what; refusals need not be logged here."""
    logging.disable(logging.WARNING)
    yield plant(make_world())
    logging.disable(logging.NOTSET)
