"""Tax calculations as programs ask for them; they can be looked at for ninety days."""

import re
from typing import Any

from market.payments.sandbox import currencies, moments, store
from market.payments.sandbox.api.finding import need
from market.payments.sandbox.api.listing import page_of
from market.payments.sandbox.errors import invalid, missing
from market.payments.sandbox.objects.tax import new_breakdown, new_calculation, new_taxed_line
from market.payments.sandbox.store import Kept
from market.payments.sandbox.taxes import check_place, due

KIND = "tax.calculation"
CODE = re.compile(r"txcd_\d{8}", re.ASCII)
USUAL_CODE = "txcd_10000000"


def create(given: dict[str, Any]) -> dict[str, Any]:
    """What is due on these lines for somebody of this address."""
    currency = currencies.check_currency(given["currency"], param="currency")
    customer = given.get("customer_details", {})
    if "address" not in customer or "address_source" not in customer:
        lacking = f"customer_details[{'address_source' if 'address' in customer else 'address'}]"
        raise invalid(f"Missing required param: {lacking}.", param=lacking, code="parameter_missing")
    _check_lines(given["line_items"])
    check_place(customer["address"])
    country, override = customer["address"]["country"], customer.get("taxability_override", "none")
    lines = []
    for line in given["line_items"]:
        tax = due(country, line["tax_code"], override=override)
        lines.append((new_taxed_line(line, tax), tax))
    for item, tax in lines:
        store.add(item, hidden={"tax_breakdown": new_breakdown(item, tax, country=country)})
    body = new_calculation(given, lines, currency=currency)
    return store.add(body, hidden={"items": [item for item, _tax in lines]}).body


def retrieve(_given: dict[str, Any], key: str) -> dict[str, Any]:
    """One calculation."""
    return _need(key).body


def list_items(given: dict[str, Any], key: str) -> dict[str, Any]:
    """The lines of one."""
    url = f"/v1/tax/calculations/{key}/line_items"
    return page_of(_need(key).hidden["items"], given, url=url, kind="tax calculation line item")


def _need(key: str) -> Kept:
    found = need(KIND, key, param="calculation")
    if found.body["expires_at"] <= moments.now():
        raise missing(KIND, key, param="calculation")
    return found


def _check_lines(lines: list[dict[str, Any]]) -> None:
    if not lines:
        raise invalid("Missing required param: line_items.", param="line_items", code="parameter_missing")
    named = [line["reference"] for line in lines if "reference" in line]
    if len(named) > len(set(named)):
        raise invalid("Each line item must have a unique `reference`.", param="line_items")
    for place, line in enumerate(lines):
        code = line.setdefault("tax_code", USUAL_CODE)
        if not CODE.fullmatch(code):
            raise missing("tax_code", code, param=f"line_items[{place}][tax_code]", status=400)
