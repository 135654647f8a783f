"""The sandbox takes no parameter that Stripe's own library does not know, and all that a shop of ours sends."""

from collections.abc import Iterator, Mapping
from typing import Any, get_args, get_type_hints

import pytest
from stripe import params
from typing_extensions import is_typeddict

from market.payments.sandbox.api.endpoints import ENDPOINTS, Endpoint
from market.payments.sandbox.shapes import Field, Group, Many, Text

SENT = {
    "checkout.SessionCreateParams": (
        "automatic_tax[enabled] cancel_url client_reference_id customer_email expires_at line_items[][metadata] "
        "line_items[][price_data][currency] line_items[][price_data][product_data][description] "
        "line_items[][price_data][product_data][images] line_items[][price_data][product_data][metadata] "
        "line_items[][price_data][product_data][name] line_items[][price_data][product_data][tax_code] "
        "line_items[][price_data][tax_behavior] line_items[][price_data][unit_amount] line_items[][quantity] locale "
        "metadata mode payment_intent_data[description] payment_intent_data[metadata] "
        "payment_intent_data[transfer_group] success_url"
    ),
    "checkout.SessionListParams": "created ending_before expand limit payment_intent starting_after status",
    "RefundCreateParams": "amount charge metadata payment_intent reason",
    "RefundListParams": "charge created payment_intent",
    "DisputeModifyParams": "evidence[uncategorized_text] metadata submit",
    "BalanceTransactionListParams": "created currency source type",
    "tax.CalculationCreateParams": (
        "currency customer_details[address][country] customer_details[address_source] expand line_items[][amount] "
        "line_items[][reference] line_items[][tax_behavior] line_items[][tax_code]"
    ),
    "tax.CalculationListLineItemsParams": "ending_before expand limit starting_after",
    "EventListParams": "created delivery_success type types",
    "WebhookEndpointCreateParams": "enabled_events metadata url",
}


@pytest.mark.parametrize("endpoint", ENDPOINTS, ids=lambda one: f"{one.method} {one.path}")
def test_endpoint_takes_only_what_the_library_knows(endpoint: Endpoint) -> None:
    assert list(unknown(endpoint.takes, library_type(endpoint.like))) == []


@pytest.mark.parametrize(("like", "sent"), SENT.items())
def test_endpoint_takes_what_a_shop_sends(like: str, sent: str) -> None:
    endpoint = next(one for one in ENDPOINTS if one.like == like)

    assert set(sent.split()) - set(names(endpoint.takes)) == set()


def test_comparison_finds_a_parameter_that_is_not_there() -> None:
    invented: dict[str, Field] = {"line_items": Many(Group({"colour": Text()})), "shade": Text()}

    found = list(unknown(invented, library_type("checkout.SessionCreateParams")))

    assert found == ["line_items[][colour]", "shade"]


def library_type(name: str) -> Any:
    found: Any = params
    for part in name.split("."):
        found = getattr(found, part)
    return found


def unknown(takes: Any, like: Any, within: str = "") -> Iterator[str]:
    """The parameters that are not among the library's."""
    # The library names these two for type checkers only.
    known = get_type_hints(like, localns={"StripeContext": object, "Mapping": Mapping}, include_extras=True)
    for name, field in takes.items():
        place = f"{within}[{name}]" if within else name
        if name not in known:
            yield place
            continue
        inner = field.each if isinstance(field, Many) else field
        if isinstance(inner, Group):
            yield from unknown(inner.fields, typed_dict_in(known[name]), place + "[]" * isinstance(field, Many))


def typed_dict_in(hint: Any) -> Any:
    """The dict that a hint comes down to: `NotRequired[List["X"]]` is X."""
    if is_typeddict(hint):
        return hint
    return next((found for part in get_args(hint) if (found := typed_dict_in(part))), None)


def names(takes: Any, within: str = "") -> Iterator[str]:
    for name, field in takes.items():
        place = f"{within}[{name}]" if within else name
        inner = field.each if isinstance(field, Many) else field
        if isinstance(inner, Group):
            yield from names(inner.fields, place + "[]" * isinstance(field, Many))
        else:
            yield place
