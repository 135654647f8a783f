"""What Stripe knows of currencies: which have no decimals, the least it takes, and what it keeps for itself."""

from market.payments.sandbox.errors import StripeError, invalid

MOST = 99_999_999
_ZERO = "bif clp djf gnf jpy kmf krw mga pyg rwf vnd vuv xaf xof xpf"
ZERO_DECIMAL = frozenset(_ZERO.split())
THREE_DECIMAL = frozenset(["bhd", "jod", "kwd", "omr", "tnd"])
_TWO = (
    "usd aed afn all amd ang aoa ars aud awg azn bam bbd bdt bgn bmd bnd bob brl bsd bwp byn bzd cad cdf "
    "chf cny cop crc cve czk dkk dop dzd egp etb eur fjd fkp gbp gel gip gmd gtq gyd hkd hnl htg huf idr "
    "ils inr isk jmd kes kgs khr kyd kzt lak lbp lkr lrd lsl mad mdl mkd mmk mnt mop mur mvr mwk mxn myr "
    "mzn nad ngn nio nok npr nzd pab pen pgk php pkr pln qar ron rsd rub sar sbd scr sek sgd shp sle sos "
    "srd std szl thb tjs top try ttd twd tzs uah ugx uyu uzs wst yer zar zmw"
)
KNOWN = ZERO_DECIMAL | THREE_DECIMAL | frozenset(_TWO.split())
LEAST = {
    "aed": 200, "aud": 50, "bgn": 100, "brl": 50, "cad": 50, "chf": 50, "czk": 1500, "dkk": 250, "eur": 50,
    "gbp": 30, "hkd": 400, "huf": 17500, "inr": 50, "jpy": 50, "mxn": 1000, "myr": 200, "nok": 300, "nzd": 50,
    "pln": 200, "ron": 200, "sek": 300, "sgd": 50, "thb": 1000, "usd": 50,
}  # fmt: skip
FEE_PER_MILLE = 29
DISPUTE_FEE = 1500


def check_currency(code: str, *, param: str) -> str:
    """The code in small letters; refuses one that Stripe does not take."""
    if code.lower() not in KNOWN:
        raise invalid(
            f"Invalid currency: {code.lower()}. Stripe currently supports these currencies: {', '.join(sorted(KNOWN))}",
            param=param,
        )
    return code.lower()


def check_step(amount: int, currency: str, *, param: str) -> None:
    """Three-decimal currencies are taken in tens only."""
    if currency in THREE_DECIMAL and amount % 10:
        raise StripeError(
            f"Amounts in {currency} must be divisible by 10.", param=param, code="amount_invalid", executed=False
        )


def check_total(amount: int, currency: str) -> None:
    """A session's sum lies between what Stripe takes at least and at most."""
    if amount > MOST:
        raise StripeError(
            f"The Checkout Session's total amount must be no more than {in_words(MOST, currency)}",
            code="amount_too_large",
            executed=False,
        )
    least = LEAST.get(currency, 500 if currency in THREE_DECIMAL else 50)
    if amount < least:
        raise StripeError(
            f"The Checkout Session's total amount due must add up to at least {in_words(least, currency)}",
            code="amount_too_small",
            executed=False,
        )


def decimals(currency: str) -> int:
    """How many digits stand behind the point."""
    if currency in ZERO_DECIMAL:
        return 0
    return 3 if currency in THREE_DECIMAL else 2


def in_words(amount: int, currency: str) -> str:
    """An amount for a person, as in `12.50 usd`."""
    digits = decimals(currency)
    whole, rest = divmod(abs(amount), 10**digits)
    sign = "-" if amount < 0 else ""
    return f"{sign}{whole:,}{f'.{rest:0{digits}d}' if digits else ''} {currency}"


def fee_of(amount: int, currency: str) -> int:
    """2.9 % and 30 of the smallest unit (300 of three-decimal ones, which come in tens)."""
    if currency in THREE_DECIMAL:
        return (amount * FEE_PER_MILLE + 5000) // 10_000 * 10 + 300
    return (amount * FEE_PER_MILLE + 500) // 1000 + 30


def shown(amount: int, currency: str) -> str:
    """An amount for a page, as in `USD 12.50`."""
    number, code = in_words(amount, currency).split()
    return f"{code.upper()} {number}"
