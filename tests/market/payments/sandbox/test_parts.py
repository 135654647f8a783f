"""The small parts: forms, amounts, card numbers and signatures."""

from urllib.parse import urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as some
from stripe import WebhookSignature
from stripe._encode import _api_encode

from market.payments.sandbox import cards, currencies
from market.payments.sandbox.delivery.signing import signature
from market.payments.sandbox.errors import StripeError
from market.payments.sandbox.form import read_form

names = some.text(alphabet="abcdefgh_", min_size=1, max_size=8)
texts = some.text(max_size=20)
values = some.recursive(texts, lambda inner: some.dictionaries(names, inner, min_size=1, max_size=3), max_leaves=8)


@given(some.dictionaries(names, values, max_size=4))
def test_form_reads_what_the_library_writes(whole: dict[str, object]) -> None:
    assert read_form(urlencode(list(_api_encode(whole)))) == whole


@pytest.mark.parametrize(
    "text",
    ["a=1&a[b]=2", "a[b]=2&a=1", "a[b][c]=1&a[b]=2", "a[b][c][d][e][f][g][h][i]=1", "%ff=1", "&".join(["a=1"] * 2001)],
)
def test_form_that_cannot_be_understood_is_refused(text: str) -> None:
    with pytest.raises(StripeError):
        read_form(text)


def test_array_is_read_by_position() -> None:
    assert read_form("a[1][b]=2&a[0][b]=1&c[]=3&c[]=4") == {
        "a": {"1": {"b": "2"}, "0": {"b": "1"}},
        "c": {"0": "3", "1": "4"},
    }


@pytest.mark.parametrize(
    ("amount", "currency", "fee", "words"),
    [
        (2500, "usd", 103, "USD 25.00"),
        (50, "usd", 31, "USD 0.50"),
        (1000, "jpy", 59, "JPY 1,000"),
        (10_000, "kwd", 590, "KWD 10.000"),
        (123_456_789, "eur", 3_580_277, "EUR 1,234,567.89"),
        (500, "isk", 45, "ISK 5.00"),
    ],
)
def test_fee_and_words_know_the_currency(amount: int, currency: str, fee: int, words: str) -> None:
    assert (currencies.fee_of(amount, currency), currencies.shown(amount, currency)) == (fee, words)


@pytest.mark.parametrize("card", [card.number for card in cards.CARDS if not card.bank])
def test_every_test_card_has_its_check_digit(card: str) -> None:
    assert cards.is_luhn(card)
    assert not cards.is_luhn(card[:-1] + str((int(card[-1]) + 1) % 10))


@given(some.binary(max_size=200).map(lambda raw: raw.hex().encode()), some.integers(1_700_000_000, 1_900_000_000))
def test_signature_is_what_the_library_computes(body: bytes, at: int) -> None:
    header = signature(body, secret="whsec_x", at=at)

    assert WebhookSignature.verify_header(body.decode(), header, "whsec_x", tolerance=0)
