"""What tests of the wiring share: a Valkey that is gone."""

from collections.abc import Iterator

import pytest
from pytest_django import Settings

from project.base import limits
from project.base.valkey import valkey


def _forget_clients() -> None:
    valkey.cache_clear()
    limits._shared.cache_clear()
    limits._local.cache_clear()
    limits._resting.until = 0.0


@pytest.fixture
def valkey_gone(settings: Settings) -> Iterator[None]:
    """Nobody listens where Valkey should be."""
    _forget_clients()
    settings.REDIS_URL = "unix:///nowhere/valkey.sock"
    yield
    _forget_clients()


@pytest.fixture
def few_requests(settings: Settings) -> Iterator[int]:
    """A limit that a test can reach; callers of other tests are not counted."""
    settings.API_PER_MINUTE = 3
    _forget_clients()
    yield 3
    _forget_clients()
