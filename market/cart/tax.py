"""Tax on a sale: none, a fixed table by the country that is billed, or a provider's answer. Prices are without it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from django.conf import settings
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from market.cart.pricing import TaxRate
from project.base.countries import territories
from project.base.errors import Refusal

KINDS = ("none", "table", "stripe")
MOST_BPS = 5000


@dataclass(frozen=True, slots=True, kw_only=True)
class Taxable:
    """One line as tax is asked for: its kind of product and what is paid for it after discounts."""

    key: str
    kind: str
    amount_minor: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TaxFound:
    """A rate for each line by its key, and the facts that it was worked out from: they are kept with the order."""

    rates: dict[str, TaxRate] = field(default_factory=dict)
    facts: dict[str, Any] = field(default_factory=dict)


class TaxAway(Refusal):
    """Whoever works out the tax does not answer: nothing is sold without it."""

    status = 503
    message = _("The tax cannot be worked out just now. Try again in a moment.")


class TaxNotKnown(Refusal):
    """Whoever works out the tax cannot do so for this `country`: asking again would not help."""

    status = 422

    def __init__(self, country: str) -> None:
        said = gettext(
            "The tax for %(country)s cannot be worked out, so nothing can be sold there. Nothing was charged."
        )
        super().__init__(said % {"country": f"{territories().get(country, '?')} ({country})"}, country=country)


class CountryNeeded(Refusal):
    """What is due depends on the country that is billed, and none was named."""

    status = 422
    message = _("Say which country is billed: the tax depends on it.")


class Tax(Protocol):
    """Whoever knows what is due. One that asks over the network is not called while a row is locked."""

    def calculate(self, lines: Sequence[Taxable], *, currency: str, country: str) -> TaxFound:
        """The rates for these lines, billed to this country (two letters, or empty where it is not known yet).

        May raise `TaxAway` and `TaxNotKnown`.
        """


class NoTax:
    """Nothing is added."""

    def calculate(self, lines: Sequence[Taxable], *, currency: str, country: str) -> TaxFound:
        """No rates, no facts."""
        return TaxFound()


@dataclass(frozen=True, slots=True, kw_only=True)
class TableTax:
    """One rate for each country, the same for all that is sold."""

    bps_by_country: dict[str, int]

    def calculate(self, lines: Sequence[Taxable], *, currency: str, country: str) -> TaxFound:
        """The country's rate on every line; none where the table does not know the country."""
        bps = self.bps_by_country.get(country, 0)
        if not bps:
            return TaxFound(facts={"by": "table", "country": country, "bps": 0} if country else {})
        rate = TaxRate(bps=bps, jurisdiction=country, name="VAT")
        facts = {"by": "table", "country": country, "bps": bps}
        return TaxFound(rates={line.key: rate for line in lines}, facts=facts)


class TaxNotSetUp(Exception):
    """TAX names something that is not there: better not to start than to sell without the tax."""


def is_by_country() -> bool:
    """Whether what is due depends on the country that is billed."""
    return bool(settings.TAX != "none")


_providers: dict[str, Tax] = {}


def register_tax(name: str, tax: Tax) -> None:
    """Let TAX=<name> ask this one: the room of a provider calls it when Django is ready."""
    _providers[name] = tax


def tax_in_force() -> Tax:
    """What TAX names. Raises `TaxNotSetUp` for a provider that nobody registered and for a table that is none."""
    if settings.TAX == "none":
        return NoTax()
    if settings.TAX == "table":
        return TableTax(bps_by_country=read_table(settings.TAX_TABLE))
    if settings.TAX not in _providers:
        raise TaxNotSetUp(
            f"TAX={settings.TAX}: nothing of that name works out taxes here. Known: {', '.join(known())}."
        )
    return _providers[settings.TAX]


def known() -> list[str]:
    """What TAX may name in this program."""
    return sorted({"none", "table", *_providers})


def read_table(text: str) -> dict[str, int]:
    """`DE=1900 AT=2000` as basis points by country. Raises `TaxNotSetUp` with the part that cannot be read."""
    table: dict[str, int] = {}
    for part in text.replace(",", " ").split():
        country, _sign, bps = part.partition("=")
        is_country = len(country) == 2 and country.isascii() and country.isupper()
        if not is_country or not bps.isdecimal() or int(bps) > MOST_BPS or country in table:
            raise TaxNotSetUp(f"TAX_TABLE: {part!r} is not like DE=1900 (basis points, {MOST_BPS} at most).")
        table[country] = int(bps)
    return table


def check(kind: str, table: str) -> None:
    """Refuse to start with a TAX that no room could ever register, or a TAX_TABLE that cannot be read."""
    if kind not in KINDS:
        raise TaxNotSetUp(f"TAX={kind}: it is one of {', '.join(KINDS)}.")
    if kind == "table" and not read_table(table):
        raise TaxNotSetUp("TAX=table needs a TAX_TABLE such as DE=1900 AT=2000.")
