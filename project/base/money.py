"""Money: whole minor units and a currency's code, split so that nothing is lost, written and read as people do.

Amounts are kept as Stripe is sent them (docs.stripe.com/currencies, "zero-decimal" and "special cases"), which is not
what ISO 4217 says. No float comes near any of it.
"""

import copy
import re
from collections.abc import Sequence
from decimal import Decimal
from functools import lru_cache

from babel import Locale, UnknownLocaleError
from babel.numbers import NumberFormatError, NumberPattern, get_currency_symbol, parse_decimal
from django.utils.translation import get_language, to_locale
from django.utils.translation import gettext_lazy as _

from project.base.errors import Refusal

CURRENCIES = frozenset(
    """
    AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BWP BYN BZD CAD CDF CHF CLP CNY
    COP CRC CVE CZK DJF DKK DOP DZD EGP ETB EUR FJD FKP GBP GEL GIP GMD GNF GTQ GYD HKD HNL HTG HUF IDR ILS INR ISK JMD
    JOD JPY KES KGS KHR KMF KRW KWD KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MUR MVR MWK MXN MYR MZN NAD
    NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SEK SGD SHP SLE SOS SRD STD SZL
    THB TJS TND TOP TRY TTD TWD TZS UAH UGX USD UYU UZS VND VUV WST XAF XCD XCG XOF XPF YER ZAR ZMW
    """.split()  # noqa: SIM905 - a table
)
WITHOUT_DECIMALS = frozenset(
    ["BIF", "CLP", "DJF", "GNF", "JPY", "KMF", "KRW", "MGA", "PYG", "RWF", "VND", "VUV", "XAF", "XOF", "XPF"]
)
WITH_THREE = frozenset(["BHD", "JOD", "KWD", "OMR", "TND"])
# Have no minor units, and are sent with two decimals that must be zero, for programs of older days.
DECIMALS_ONLY_SENT = frozenset(["ISK", "UGX"])
SMALLEST_CHARGES = {
    "USD": 50, "AED": 200, "AUD": 50, "BGN": 100, "BRL": 50, "CAD": 50, "CHF": 50, "CZK": 1500, "DKK": 250, "EUR": 50,
    "GBP": 30, "HKD": 400, "HUF": 17500, "INR": 50, "JPY": 50, "MXN": 1000, "MYR": 200, "NOK": 300, "NZD": 50,
    "PLN": 200, "RON": 200, "SEK": 300, "SGD": 50, "THB": 1000,
}  # fmt: skip
LARGEST_CHARGE = 99_999_999  # eight digits, and of some currencies more
LARGER_CHARGES = {
    "COP": 10**10 - 1,
    "HUF": 10**10 - 1,
    "IDR": 10**12 - 1,
    "INR": 10**9 - 1,
    "JPY": 10**10 - 1,
    "LBP": 10**12 - 1,
}
WHOLE_BPS = 10_000

TYPED = re.compile(r"[\d.,'’]{1,20}", re.ASCII)
PLAIN = re.compile(r"\d+(\.\d+)?", re.ASCII)
SPACES = re.compile(r"\s")


class AmountNotValid(Refusal):
    """What was typed is no amount of that currency, or not one that can be paid."""

    status = 422
    message = _("Write an amount such as %(example)s.")


def exponent(currency: str) -> int:
    """How many decimals of this currency stand in its minor units. Raises `ValueError` for a currency not known."""
    if currency not in CURRENCIES:
        raise ValueError(f"{currency!r} is no currency that Stripe takes.")
    if currency in WITHOUT_DECIMALS:
        return 0
    return 3 if currency in WITH_THREE else 2


def step(currency: str) -> int:
    """What an amount that is charged or paid out must be a multiple of, in minor units."""
    if currency in DECIMALS_ONLY_SENT:
        return 100
    return 10 if exponent(currency) == 3 else 1


def is_valid_amount(minor: int, currency: str) -> bool:
    """Whether this is nothing or an amount that Stripe would take, its minimum (`smallest_charge`) aside."""
    return isinstance(minor, int) and 0 <= minor <= largest_charge(currency) and minor % step(currency) == 0


def smallest_charge(currency: str) -> int:
    """The least that can be charged, in minor units (docs.stripe.com/currencies, "minimum charge amounts").

    Of a currency without a minimum of its own Stripe asks the minimum of the one it is settled in, at the day's rate:
    here that is the smallest amount there is, and Stripe may still refuse.
    """
    return SMALLEST_CHARGES.get(currency, step(currency))


def largest_charge(currency: str) -> int:
    """The most that can be charged at once, in minor units: as many digits as Stripe reads, in whole steps."""
    most = LARGER_CHARGES.get(currency, LARGEST_CHARGE)
    return most - most % step(currency)


def allocate(total_minor: int, weights: Sequence[int], *, step_minor: int = 1) -> list[int]:
    """Split a total in proportion to weights, by largest remainder: the parts sum to the total, to the last unit.

    Of equal remainders the earlier part gets the unit; a negative total is split as its opposite. With `step_minor`
    each part is a multiple of it. Raises `ValueError` for no weight above zero, one below, or a total between steps.
    """
    whole = sum(weights)
    if whole <= 0 or min(weights) < 0:
        raise ValueError("There is nothing to split by: weights are zero or more, and one of them is more.")
    units, rest = divmod(abs(total_minor), step_minor)
    if rest:
        raise ValueError(f"{total_minor} is no multiple of {step_minor}.")
    shares = [divmod(units * weight, whole) for weight in weights]
    left = units - sum(share for share, _remainder in shares)
    first = sorted(range(len(shares)), key=lambda place: -shares[place][1])[:left]
    sign = -step_minor if total_minor < 0 else step_minor
    return [sign * (share + (place in first)) for place, (share, _remainder) in enumerate(shares)]


def share_of(amount_minor: int, bps: int) -> int:
    """So many basis points of an amount, a half to the even unit: sums over many sales do not drift.

    The share of a refund (a negative amount) is exactly the opposite of the sale's.
    """
    share, rest = divmod(amount_minor * bps, WHOLE_BPS)
    return share + (2 * rest > WHOLE_BPS or (2 * rest == WHOLE_BPS and share % 2 == 1))


def written(minor: int, currency: str, locale: str | None = None) -> str:
    """The amount as its reader writes it, `$12.50` or `12,50 €`; without a locale in the language now active."""
    decimals = exponent(currency)
    value = Decimal(minor).scaleb(-decimals)
    if currency in DECIMALS_ONLY_SENT and minor % 100 == 0:
        decimals = 0
    spoken = _locale(locale or get_language() or "en")
    pattern = _pattern(spoken, currency, decimals)
    return str(pattern.apply(value, spoken, currency=currency, currency_digits=False))


def typed(minor: int, currency: str) -> str:
    """The amount as a form holds it: `12.50`, which `read_amount` reads in every language."""
    return f"{Decimal(minor).scaleb(-exponent(currency)):f}"


def read_amount(text: str, currency: str) -> int:
    """What a person typed, in minor units: digits as in their language or plain (`12.50`), with or without the sign.

    Raises `AmountNotValid` for anything else, for more decimals than there are and for more than can be charged.
    """
    spoken = _locale(get_language() or "en")
    plain = SPACES.sub("", text)
    for sign in (currency, currency.lower(), SPACES.sub("", get_currency_symbol(currency, spoken))):
        plain = plain.removeprefix(sign).removesuffix(sign)
    value = _number(plain, spoken)
    minor = value.scaleb(exponent(currency)) if value is not None else None
    if minor is None or minor != minor.to_integral_value() or not is_valid_amount(int(minor), currency):
        example = written(1250 * step(currency), currency)
        raise AmountNotValid(AmountNotValid.message % {"example": example})
    return int(minor)


def _number(plain: str, spoken: Locale) -> Decimal | None:
    if not TYPED.fullmatch(plain):
        return None
    try:
        return parse_decimal(plain, spoken, strict=True)
    except NumberFormatError:
        return Decimal(plain) if PLAIN.fullmatch(plain) else None


@lru_cache(maxsize=64)
def _locale(language: str) -> Locale:
    try:
        return Locale.parse(to_locale(language))
    except (UnknownLocaleError, ValueError):
        return Locale("en")


@lru_cache(maxsize=256)
def _pattern(spoken: Locale, currency: str, decimals: int) -> NumberPattern:
    """The language's way to write money with so many decimals, for it knows ISO's and we keep Stripe's."""
    pattern: NumberPattern = copy.copy(spoken.currency_formats["standard"])
    pattern.frac_prec = (decimals, decimals)
    if get_currency_symbol(currency, spoken)[-1].isalpha():  # CLDR's currency spacing, which Babel leaves out
        above, below = pattern.prefix
        pattern.prefix = (_spaced(above), _spaced(below))
    return pattern


def _spaced(prefix: str) -> str:
    return prefix + "\xa0" if prefix.endswith("¤") else prefix
