"""Tax calculations and their lines."""

from decimal import Decimal
from typing import Any

from market.payments.sandbox import moments
from market.payments.sandbox.store import new_id
from market.payments.sandbox.taxes import NAMES, Due, countries

KEPT_SECONDS = 90 * 86_400
ADDRESS = ("city", "country", "line1", "line2", "postal_code", "state")


def new_taxed_line(given: dict[str, Any], due: Due) -> dict[str, Any]:
    """A line of a calculation."""
    key, behavior = new_id("tax_li", length=14), given.get("tax_behavior", "exclusive")
    return {
        "id": key,
        "object": "tax.calculation_line_item",
        "amount": given["amount"],
        "amount_tax": due.on(given["amount"], inclusive=behavior == "inclusive"),
        "livemode": False,
        "metadata": given.get("metadata"),
        "product": None,
        "quantity": given.get("quantity", 1),
        "reference": given.get("reference", key),
        "tax_behavior": behavior,
        "tax_code": given["tax_code"],
    }


def new_breakdown(line: dict[str, Any], due: Due, *, country: str) -> list[dict[str, Any]]:
    """The taxes of a line, shown where it is expanded."""
    details = due.kind and {"display_name": NAMES[due.kind], "percentage_decimal": _written(due), "tax_type": due.kind}
    return [
        {
            "amount": line["amount_tax"],
            "jurisdiction": {
                "country": country,
                "display_name": countries()[country],
                "level": "country",
                "state": None,
            },
            "sourcing": "destination",
            "tax_rate_details": details,
            "taxability_reason": due.why,
            "taxable_amount": _taxable(line, due),
        }
    ]


def new_calculation(given: dict[str, Any], lines: list[tuple[dict[str, Any], Due]], *, currency: str) -> dict[str, Any]:
    """A calculation of these lines."""
    said = given["customer_details"]
    address = dict.fromkeys(ADDRESS) | said["address"]
    taxes = {True: 0, False: 0}
    for line, _due in lines:
        taxes[line["tax_behavior"] == "inclusive"] += line["amount_tax"]
    return {
        "id": new_id("taxcalc"),
        "object": "tax.calculation",
        "amount_total": sum(line["amount"] for line, _due in lines) + taxes[False],
        "currency": currency,
        "customer": None,
        "customer_details": {
            "address": address,
            "address_source": said["address_source"],
            "ip_address": None,
            "tax_ids": [],
            "taxability_override": said.get("taxability_override", "none"),
        },
        "expires_at": moments.now() + KEPT_SECONDS,
        "livemode": False,
        "ship_from_details": None,
        "shipping_cost": None,
        "tax_amount_exclusive": taxes[False],
        "tax_amount_inclusive": taxes[True],
        "tax_breakdown": _summed(lines, address["country"]),
        "tax_date": given.get("tax_date", moments.now()),
    }


def _summed(lines: list[tuple[dict[str, Any], Due]], country: str) -> list[dict[str, Any]]:
    found: dict[tuple[bool, Due], dict[str, Any]] = {}
    for line, due in lines:
        inclusive = line["tax_behavior"] == "inclusive"
        sums = found.setdefault((inclusive, due), _beginning(due, country, inclusive=inclusive))
        sums["amount"] += line["amount_tax"]
        sums["taxable_amount"] += _taxable(line, due)
    return list(found.values())


def _beginning(due: Due, country: str, *, inclusive: bool) -> dict[str, Any]:
    return {
        "amount": 0,
        "inclusive": inclusive,
        "tax_rate_details": {
            "country": country,
            "flat_amount": None,
            "percentage_decimal": _written(due),
            "rate_type": "percentage" if due.kind else None,
            "state": None,
            "tax_type": due.kind,
        },
        "taxability_reason": due.why,
        "taxable_amount": 0,
    }


def _taxable(line: dict[str, Any], due: Due) -> int:
    if not due.kind:
        return 0
    whole: int = line["amount"]
    return whole - line["amount_tax"] if line["tax_behavior"] == "inclusive" else whole


def _written(due: Due) -> str:
    """`19.0`, `8.1`."""
    return str(due.percent if due.percent % 1 else due.percent.quantize(Decimal("0.1")))
