"""Checkout sessions as programs see them."""

from typing import Any

from market.payments.sandbox import currencies, moments, store
from market.payments.sandbox.api.finding import need
from market.payments.sandbox.api.listing import list_kept, page_of
from market.payments.sandbox.environment import here
from market.payments.sandbox.errors import StripeError, invalid
from market.payments.sandbox.objects.session import new_item, new_session
from market.payments.sandbox.payments.ending import expire_session

KIND = "checkout.session"
HALF_HOUR, DAY = 1800, 86_400
LATE = 60


def create(given: dict[str, Any]) -> dict[str, Any]:
    """A new session with its page."""
    _check(given)
    currency = _currency(given)
    items = [new_item(line) for line in given["line_items"]]
    currencies.check_total(sum(item["amount_total"] for item in items), currency)
    body = new_session(given, items=items, currency=currency, site=here().url)
    hidden = {"items": items, "intent": given.get("payment_intent_data", {})}
    return store.add(body, hidden=hidden, due_at=body["expires_at"]).body


def retrieve(_given: dict[str, Any], key: str) -> dict[str, Any]:
    """One session."""
    return need(KIND, key, param="session").body


def list_all(given: dict[str, Any]) -> dict[str, Any]:
    """Sessions, newest first."""
    same = {"payment_intent": given.get("payment_intent"), "status": given.get("status")}
    return list_kept(KIND, given, url="/v1/checkout/sessions", same=same)


def list_items(given: dict[str, Any], key: str) -> dict[str, Any]:
    """What a session sells."""
    items = need(KIND, key, param="session").hidden["items"]
    return page_of(items, given, url=f"/v1/checkout/sessions/{key}/line_items", kind="line item")


def expire(_given: dict[str, Any], key: str) -> dict[str, Any]:
    """Close an open session."""
    session = need(KIND, key, param="session")
    if session.body["status"] != "open":
        raise StripeError(
            'Only Checkout Sessions with a status in ["open"] can be expired. This Checkout Session has a status of '
            f"{session.body['status']}."
        )
    expire_session(session)
    return session.body


def _check(given: dict[str, Any]) -> None:
    if given["mode"] != "payment" or given.get("ui_mode", "hosted_page") != "hosted_page":
        raise invalid("The sandbox sells by mode=payment on its hosted page only.", param="mode")
    if not given["success_url"].startswith(("http://", "https://")):
        raise invalid("Not a valid URL", param="success_url", code="url_invalid")
    if not given["line_items"]:
        raise invalid("Missing required param: line_items.", param="line_items", code="parameter_missing")
    if (email := given.get("customer_email")) and "@" not in email:
        raise invalid(f"Invalid email address: {email}", param="customer_email", code="email_invalid")
    # A minute's grace, as clocks differ.
    wait = given.get("expires_at", moments.now() + DAY) - moments.now()
    if wait < HALF_HOUR - LATE or wait > DAY + LATE:
        bound = "at least 30 minutes" if wait < HALF_HOUR else "less than 24 hours"
        raise invalid(f"The `expires_at` timestamp must be {bound} from Checkout Session creation.", param="expires_at")


def _currency(given: dict[str, Any]) -> str:
    found: set[str] = set()
    for place, line in enumerate(given["line_items"]):
        price, name = line["price_data"], f"line_items[{place}][price_data]"
        if ("product" in price) == ("product_data" in price):
            raise invalid(
                "You must specify either `product` or `product_data` when creating a price.", param=f"{name}[product]"
            )
        price["currency"] = currencies.check_currency(price["currency"], param=f"{name}[currency]")
        currencies.check_step(price["unit_amount"], price["currency"], param=f"{name}[unit_amount]")
        found.add(price["currency"])
    if len(found) > 1:
        raise invalid(f"All line items must have the same currency: {', '.join(sorted(found))}", param="line_items")
    return found.pop()
