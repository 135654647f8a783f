"""Keys carry enough chance, are told from other text by their form, and are stored as digests."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import Settings

from project.base.keys import ALPHABET, digest, digests, is_well_formed, new_key

KEY = "brd_" + "0" * 27


def test_a_key_is_prefix_chance_and_checksum() -> None:
    keys = {new_key("brd") for _number in range(200)}

    assert len(keys) == 200
    assert all(re.fullmatch(r"brd_[0-9A-Za-z]{33}", key) and is_well_formed(key, prefix="brd") for key in keys)


def test_the_chance_is_160_bits() -> None:
    assert len(ALPHABET) ** 27 > 2**160


@pytest.mark.parametrize("place", [4, 17, 30, 31, 36])
def test_one_wrong_character_is_noticed(place: int) -> None:
    key = new_key("brd")
    other = "a" if key[place] != "a" else "b"

    assert not is_well_formed(key[:place] + other + key[place + 1 :], prefix="brd")


def test_a_key_for_something_else_is_no_key() -> None:
    assert not is_well_formed(new_key("lic"), prefix="brd")
    assert not is_well_formed(new_key("brd").replace("brd_", "lic_"), prefix="lic")


@pytest.mark.parametrize("text", ["", "brd_", KEY, KEY + "0" * 7, f" {KEY}000000", f"{KEY}000000\n", "brd_" + "é" * 33])
def test_other_text_is_no_key(text: str) -> None:
    assert not is_well_formed(text, prefix="brd")


@given(st.text())
def test_no_text_breaks_the_check(text: str) -> None:
    assert not is_well_formed(text, prefix="brd")


def test_a_digest_depends_on_the_key_and_on_the_sites_secret(settings: Settings) -> None:
    key = new_key("brd")
    before = digest(key)

    settings.SECRET_KEY = "another"

    assert before != digest(new_key("brd"))
    assert before != digest(key)


def test_a_key_made_under_an_earlier_secret_is_still_found(settings: Settings) -> None:
    key, earlier = new_key("brd"), settings.SECRET_KEY
    before = digest(key)

    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "another", [earlier]

    assert digests(key) == [digest(key), before]
