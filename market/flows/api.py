"""`/api/cart/checkout`: an order of what is in one's cart, and where it is paid."""

from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Router, Schema
from ninja.responses import Status
from pydantic import ConfigDict, Field

from market.flows import checkout
from market.orders.billing import Billing
from project.accounts.access import Who, access
from project.accounts.visitors import visitor_of
from project.base import clock
from project.base.problems import Problem

router = Router(tags=["cart"])
Line = Annotated[str, Field(max_length=120, pattern=r"^[^\x00-\x1f\x7f]*$")]


class BillingIn(Schema):
    """Who is billed; the country (ISO 3166, two letters) decides the tax."""

    model_config = ConfigDict(extra="forbid")
    name: Line = ""
    company: Line = ""
    line1: Line = ""
    line2: Line = ""
    postcode: Line = ""
    city: Line = ""
    country: Annotated[str, Field(pattern=r"^([A-Z]{2})?$")] = ""
    tax_id: Line = ""


class CheckoutIn(Schema):
    """`key` names this checkout: sent again, it is the same order. The agreed total is with tax, in minor units."""

    model_config = ConfigDict(extra="forbid")
    key: Annotated[str, Field(pattern=r"^[A-Za-z0-9_.:-]{8,64}$")]
    currency: Annotated[str, Field(pattern=r"^[A-Z]{3}$")]
    agreed_total_minor: Annotated[int, Field(strict=True, ge=0, le=10**12)]
    billing: BillingIn = BillingIn()


class CheckoutOut(Schema):
    """The order, and where it is paid: null where it is free, or where no page can be had just now."""

    order: str
    state: str
    currency: str
    total_minor: int
    url: str | None


@router.post("/checkout", response={201: CheckoutOut, **dict.fromkeys((401, 403, 404, 409, 422, 429, 503), Problem)})
@access(Who.MEMBER, scope="orders:write")
def start_checkout(request: HttpRequest, asked: CheckoutIn) -> Status[dict[str, Any]]:
    """Make an order of the cart. `PricesChanged` tells the total that it comes to by now; nothing is charged yet."""
    buyer = visitor_of(request).user_id
    assert buyer is not None  # noqa: S101 - `access` let a member in
    started = checkout.start(
        person_id=buyer,
        key=asked.key,
        currency=asked.currency,
        billing=Billing(**asked.billing.model_dump()),
        agreed_total_minor=asked.agreed_total_minor,
        now=clock.now(),
    )
    order = started.order
    told = {"order": order.public_id, "state": order.state, "currency": order.currency}
    return Status(201, {**told, "total_minor": order.total_minor, "url": started.url})
