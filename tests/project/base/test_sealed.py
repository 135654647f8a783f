"""Sealed secrets."""

import pytest
from cryptography.fernet import InvalidToken
from pytest_django import Settings

from project.base.sealed import seal, unseal


def test_a_secret_is_read_again_and_not_seen() -> None:
    sealed = seal("whsec_abc")

    assert "abc" not in sealed
    assert unseal(sealed) == "whsec_abc"


def test_a_secret_outlives_the_key_while_the_old_one_is_a_fallback(settings: Settings) -> None:
    sealed, old = seal("whsec_abc"), settings.SECRET_KEY
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "n" * 50, [old]
    assert unseal(sealed) == "whsec_abc"

    settings.SECRET_KEY_FALLBACKS = []

    with pytest.raises(InvalidToken):
        unseal(sealed)
