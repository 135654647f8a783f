"""What tests of signing in share: limits as they are in production, and limits whose Valkey is away."""

from collections.abc import Iterator
from itertools import count

import pytest
from pytest_django import Settings

from project.base import limits

_numbers = count(1)


@pytest.fixture
def address() -> str:
    """An address from which nobody has asked for anything yet."""
    return f"203.0.113.{next(_numbers)}"


@pytest.fixture
def strict(settings: Settings) -> None:
    """The figures of production."""
    settings.SIGN_INS_PER_MINUTE, settings.LETTERS_PER_HOUR = 10, 20


@pytest.fixture
def without_valkey(settings: Settings) -> Iterator[None]:
    """Whatever counts the tries does not answer."""
    settings.REDIS_URL = "redis://127.0.0.1:1/0"
    limits._shared.cache_clear()
    yield
    limits._shared.cache_clear()
    limits._resting.until = 0.0
