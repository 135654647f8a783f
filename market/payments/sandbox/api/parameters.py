"""The parameters that each endpoint takes; a test holds them to those of Stripe's own library."""

from market.payments.sandbox.currencies import MOST
from market.payments.sandbox.objects.back import EVIDENCE
from market.payments.sandbox.shapes import Field, Flag, Group, Many, Metadata, Span, Text, Whole

type Shape = dict[str, Field]

EXPAND: Shape = {"expand": Many(Text())}
PAGE: Shape = {**EXPAND, "limit": Whole(minimum=1, maximum=100), "starting_after": Text(), "ending_before": Text()}
DATED: Shape = {**PAGE, "created": Span()}
NOTHING: Shape = {}
PRODUCT: Shape = {
    "name": Text(required=True, longest=5000),
    "description": Text(longest=40_000),
    "images": Many(Text(url=True), most=8),
    "metadata": Metadata(),
    "tax_code": Text(),
    "unit_label": Text(),
}
PRICE: Shape = {
    "currency": Text(required=True),
    "product": Text(),
    "product_data": Group(PRODUCT),
    "tax_behavior": Text(choices=("exclusive", "inclusive", "unspecified")),
    "unit_amount": Whole(required=True, minimum=0, maximum=MOST),
}
LINE: Shape = {
    "price_data": Group(PRICE, required=True),
    "quantity": Whole(minimum=0, maximum=999_999),
    "metadata": Metadata(),
}
INTENT_DATA: Shape = {
    "description": Text(longest=1000),
    "metadata": Metadata(),
    "receipt_email": Text(longest=800),
    "statement_descriptor": Text(longest=22),
    "statement_descriptor_suffix": Text(longest=22),
    "transfer_group": Text(),
}
SESSION_CREATE: Shape = {
    **EXPAND,
    "allow_promotion_codes": Flag(),
    "automatic_tax": Group({"enabled": Flag(required=True)}),
    "billing_address_collection": Text(choices=("auto", "required")),
    "cancel_url": Text(url=True),
    "client_reference_id": Text(longest=200),
    "currency": Text(),
    "customer_creation": Text(choices=("always", "if_required")),
    "customer_email": Text(longest=800),
    "expires_at": Whole(),
    "line_items": Many(Group(LINE), required=True),
    "locale": Text(),
    "metadata": Metadata(),
    "mode": Text(required=True, choices=("payment", "setup", "subscription")),
    "payment_intent_data": Group(INTENT_DATA),
    "submit_type": Text(choices=("auto", "book", "donate", "pay", "subscribe")),
    "success_url": Text(required=True),
    "ui_mode": Text(choices=("elements", "embedded_page", "form", "hosted_page")),
}
SESSION_LIST: Shape = {**DATED, "payment_intent": Text(), "status": Text(choices=("complete", "expired", "open"))}
INTENT_CANCEL: Shape = {
    **EXPAND,
    "cancellation_reason": Text(choices=("abandoned", "duplicate", "fraudulent", "requested_by_customer")),
}
CHARGE_LIST: Shape = {**DATED, "payment_intent": Text(), "transfer_group": Text()}
REFUND_CREATE: Shape = {
    **EXPAND,
    "amount": Whole(minimum=1),
    "charge": Text(),
    "metadata": Metadata(),
    "payment_intent": Text(),
    "reason": Text(choices=("duplicate", "fraudulent", "requested_by_customer")),
}
REFUND_UPDATE: Shape = {**EXPAND, "metadata": Metadata()}
BACK_LIST: Shape = {**DATED, "charge": Text(), "payment_intent": Text()}
DISPUTE_UPDATE: Shape = {
    **EXPAND,
    "evidence": Group({name: Text(empty=True, longest=20_000) for name in EVIDENCE}),
    "metadata": Metadata(),
    "submit": Flag(),
}
ADDRESS: Shape = {
    "city": Text(empty=True),
    "country": Text(required=True),
    "line1": Text(empty=True),
    "line2": Text(empty=True),
    "postal_code": Text(empty=True),
    "state": Text(empty=True),
}
CUSTOMER: Shape = {
    "address": Group(ADDRESS),
    "address_source": Text(choices=("billing", "shipping")),
    "taxability_override": Text(choices=("customer_exempt", "none", "reverse_charge")),
}
TAXED: Shape = {
    "amount": Whole(required=True, minimum=0, maximum=MOST),
    "metadata": Metadata(),
    "quantity": Whole(minimum=1, maximum=999_999),
    "reference": Text(longest=500),
    "tax_behavior": Text(choices=("exclusive", "inclusive")),
    "tax_code": Text(),
}
CALCULATION_CREATE: Shape = {
    **EXPAND,
    "currency": Text(required=True),
    "customer_details": Group(CUSTOMER),
    "line_items": Many(Group(TAXED), required=True),
    "tax_date": Whole(),
}
TRANSACTION_LIST: Shape = {**DATED, "currency": Text(), "source": Text(), "type": Text()}
EVENT_LIST: Shape = {**DATED, "delivery_success": Flag(), "type": Text(), "types": Many(Text(), most=20)}
ENDPOINT_CREATE: Shape = {
    **EXPAND,
    "api_version": Text(),
    "description": Text(empty=True),
    "enabled_events": Many(Text(), required=True, most=300),
    "metadata": Metadata(),
    "url": Text(required=True, url=True),
}
