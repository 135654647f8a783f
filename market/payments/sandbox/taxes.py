"""What the sandbox knows of taxes: rates that are invented after real ones, and no advice to anybody."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from typing import Any

from babel import Locale

from market.payments.sandbox.errors import StripeError

_VAT = (
    "AE 5 AT 20 BE 21 BG 20 CH 8.1 CL 19 CO 19 CY 19 CZ 21 DE 19 DK 25 EE 24 ES 21 FI 25.5 FR 20 GB 20 GR 24 HR 25 "
    "HU 27 IE 23 IS 24 IT 22 KR 10 LT 21 LU 17 LV 21 MT 18 MX 16 NL 21 NO 25 PL 23 PT 23 RO 21 SA 15 SE 25 SI 22 "
    "SK 23 TH 7 TR 20 UA 20 ZA 15"
)
_GST = "AU 10 IN 18 MY 8 NZ 15 SG 9"
NAMES = {"vat": "VAT", "gst": "GST", "jct": "Consumption tax"}
# Computing in somebody's cloud is free of it there.
EXEMPT = {("CO", "txcd_10103000"), ("CO", "txcd_10103001")}
# Where a country alone is not enough: one of these is asked for.
MORE_IS_NEEDED = {"US": ("postal_code",), "CA": ("postal_code", "state")}
NO_COUNTRIES = frozenset({"EU", "EZ", "UN", "QO", "XA", "XB", "ZZ"})
NOTHING = Decimal(0)


@dataclass(frozen=True, kw_only=True)
class Due:
    """One tax on a line: of which kind, how many percent, and why so."""

    kind: str | None
    percent: Decimal
    why: str

    def on(self, amount: int, *, inclusive: bool) -> int:
        """What it comes to, in whole units, half a unit up."""
        whole = 100 + self.percent if inclusive else Decimal(100)
        return int((amount * self.percent / whole).to_integral_value(ROUND_HALF_UP))


def due(country: str, code: str, *, override: str) -> Due:
    """What is due on something of this tax code, sold to this country."""
    if override != "none":
        return Due(kind=None, percent=NOTHING, why=override)
    if country in MORE_IS_NEEDED:
        return Due(kind=None, percent=NOTHING, why="not_collecting")
    if country not in rates():
        return Due(kind=None, percent=NOTHING, why="not_supported")
    if (country, code) in EXEMPT:
        return Due(kind=None, percent=NOTHING, why="product_exempt")
    kind, percent = rates()[country]
    return Due(kind=kind, percent=percent, why="standard_rated")


def check_place(address: dict[str, Any]) -> None:
    """Refuse an address whose tax cannot be told: no such country, or too little of it."""
    country = address["country"]
    needed = MORE_IS_NEEDED.get(country, ())
    if country not in countries() or (needed and not any(address.get(name) for name in needed)):
        raise StripeError(
            "We could not determine the customer's tax location based on the provided customer address.",
            code="customer_tax_location_invalid",
            param="customer_details[address]",
            executed=False,
        )


@cache
def rates() -> dict[str, tuple[str, Decimal]]:
    """Kind and percent by country."""
    found = {"JP": ("jct", Decimal(10))}
    for kind, table in (("vat", _VAT), ("gst", _GST)):
        words = table.split()
        found |= {country: (kind, Decimal(rate)) for country, rate in zip(words[::2], words[1::2], strict=True)}
    return found


@cache
def countries() -> dict[str, str]:
    """Every country's name by its two letters."""
    named = Locale("en").territories
    return {code: name for code, name in named.items() if len(code) == 2 and code not in NO_COUNTRIES}
