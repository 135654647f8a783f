"""`TAX=stripe`: Stripe Tax is asked for rates, and the cart is priced by them as by any others."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import structlog
from stripe.params.tax import CalculationCreateParams

from market.cart.pricing import TaxRate
from market.cart.tax import MOST_BPS, Taxable, TaxAway, TaxFound, TaxNotKnown
from market.payments.stripe import calls
from market.payments.stripe.errors import ProviderError, ProviderRefused
from market.payments.stripe.facts import Calculation, TaxedLine
from project.base.money import step

log = structlog.get_logger()

# docs.stripe.com/tax/tax-codes. What is handed over and kept: "General - Electronically Supplied Services"; what runs
# at its seller's: "Software as a service (SaaS) - business use".
SUPPLIED, RUN = "txcd_10000000", "txcd_10103001"
CODES = {"prompt": SUPPLIED, "model": SUPPLIED, "download": SUPPLIED, "api": RUN, "saas": RUN}
# What reading an answer that is none ends in.
UNREADABLE = (LookupError, TypeError, AttributeError, ArithmeticError)


class Unfit(Exception):
    """A tax that no rate of ours says exactly; the argument tells why, for the log."""


class StripeTax:
    """Stripe Tax, asked each time: nothing is written there by it, and nothing is remembered here.

    What is charged is what `pricing.quote` makes of the rates, never Stripe's own sum: that rounds each line by itself,
    so that the two may be apart by less than a unit a line. Both are kept, one in the facts and one in the order.

    A rate that is no whole number of basis points (New York's 8.875 %), or a tax on a part of the price only, is
    refused and not rounded. Rounded up, buyers would pay under the name of a tax what nobody is owed; rounded down, the
    house would owe what it did not take; and papers would name a rate that no law knows. It costs little: such taxes
    are those of American cities and Canadian provinces, whose tax Stripe does not tell by the country alone anyway.
    """

    def calculate(self, lines: Sequence[Taxable], *, currency: str, country: str) -> TaxFound:
        """The rates and whence they are. Without a country, or with nothing to pay, nobody is asked.

        Raises `TaxAway` where Stripe does not answer or answers nonsense, and `TaxNotKnown` where it refuses, or where
        its tax is none that can be charged here.
        """
        paid = [line for line in lines if line.amount_minor]
        if not country or not paid:
            return TaxFound()
        found = _ask(_params(paid, currency, country), country)
        try:
            taxed = _matched(found, paid, currency)
            rates = {key: _rate(line, step(currency)) for key, line in taxed.items()}
        except Unfit as error:
            log.error("tax_unfit", calculation=found.id, country=country, says=str(error))
            raise TaxNotKnown(country) from error
        due = {key: rate for key, rate in rates.items() if rate.bps}
        return TaxFound(rates=due, facts=_facts(found, lines, taxed, rates, country))


def _params(lines: Sequence[Taxable], currency: str, country: str) -> CalculationCreateParams:
    return {
        "currency": currency.lower(),
        "customer_details": {"address": {"country": country}, "address_source": "billing"},
        "line_items": [
            {
                "amount": line.amount_minor,
                "reference": line.key,
                "tax_behavior": "exclusive",
                "tax_code": CODES[line.kind],
            }
            for line in lines
        ],
    }


def _ask(params: CalculationCreateParams, country: str) -> Calculation:
    try:
        return calls.calculate_tax(params)
    except ProviderRefused as error:
        log.warning("tax_refused", country=country, says=str(error))
        raise TaxNotKnown(country) from error
    except ProviderError as error:
        log.warning("tax_away", says=str(error))
        raise TaxAway from error
    except UNREADABLE as error:
        log.exception("tax_unreadable")
        raise TaxAway from error


def _matched(found: Calculation, asked: Sequence[Taxable], currency: str) -> dict[str, TaxedLine]:
    """The lines by our keys. Raises `TaxAway` for an answer to something else."""
    said = [(line.reference, line.amount_minor, line.behavior) for line in found.lines]
    wanted = [(line.key, line.amount_minor, "exclusive") for line in asked]
    if found.currency != currency or sorted(said) != sorted(wanted):
        log.error("tax_of_something_else", calculation=found.id)
        raise TaxAway
    return {line.reference: line for line in found.lines}


def _rate(line: TaxedLine, unit: int) -> TaxRate:
    """All taxes of a line as one rate. Raises `Unfit` where it is none of whole basis points on the whole price."""
    due = [part for part in line.parts if part.taxable_minor and part.percent]
    percent = sum((part.percent for part in due), start=Decimal(0))
    bps = percent * 100
    if not 0 <= bps <= MOST_BPS or bps != int(bps):
        raise Unfit(f"{percent} percent")
    # Each part is rounded by itself.
    if abs(line.amount_minor * bps - line.tax_minor * 10_000) > 10_000 * unit * len(due):
        raise Unfit(f"{percent} percent of {line.amount_minor} are not {line.tax_minor}")
    return TaxRate(
        bps=int(bps),
        jurisdiction=", ".join(dict.fromkeys(part.place for part in due)),
        name=" + ".join(dict.fromkeys(part.name for part in due)),
    )


def _facts(
    found: Calculation,
    lines: Sequence[Taxable],
    taxed: dict[str, TaxedLine],
    rates: dict[str, TaxRate],
    country: str,
) -> dict[str, Any]:
    """What an order keeps; its lines are in the order of the order's own."""
    told = [_line_facts(line, taxed.get(line.key), rates.get(line.key)) for line in lines]
    return {
        "by": "stripe",
        "country": country,
        "calculation": found.id,
        "currency": found.currency,
        "tax_minor": found.tax_minor,
        "lines": told,
    }


def _line_facts(line: Taxable, taxed: TaxedLine | None, rate: TaxRate | None) -> dict[str, Any]:
    facts = {"key": line.key, "kind": line.kind, "amount_minor": line.amount_minor}
    if taxed is None or rate is None:
        return facts
    parts = [
        {
            "name": part.name,
            "place": part.place,
            "percent": str(part.percent),
            "why": part.why,
            "taxable_minor": part.taxable_minor,
            "tax_minor": part.tax_minor,
        }
        for part in taxed.parts
    ]
    return {**facts, "code": taxed.code, "bps": rate.bps, "tax_minor": taxed.tax_minor, "parts": parts}
