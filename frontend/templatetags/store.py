"""What pages show of products: their least price, how few are left, the reader's currency."""

from django import template
from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from frontend.store import currency as chosen
from frontend.store.prices import Least, few_left, least_of
from market.catalog.facts import PictureFacts, ProductFacts
from market.catalog.models import ProductKind

register = template.Library()
# https://docs.stripe.com/disputes/categories
DISPUTES = {
    "credit_not_processed": _("A refund that was promised did not come"),
    "duplicate": _("Charged twice"),
    "fraudulent": _("The cardholder did not order it"),
    "general": _("No reason given"),
    "product_not_received": _("Not received"),
    "product_unacceptable": _("Not as described"),
    "subscription_canceled": _("Charged after it was cancelled"),
    "unrecognized": _("The cardholder does not recognise it"),
}


@register.simple_tag(takes_context=True)
def currency(context: template.Context) -> str:
    """The currency that this reader sees prices in."""
    return chosen.currency_of(context.get("request"))


@register.simple_tag
def currencies() -> list[str]:
    """Those that something may be sold in."""
    return list(settings.CURRENCIES)


@register.simple_tag(takes_context=True)
def least_price(context: template.Context, product: ProductFacts) -> Least:
    """The least that a product is had for, for this reader."""
    return least_of(product.tiers, chosen.currency_of(context.get("request")))


@register.filter
def left(product: ProductFacts) -> int | None:
    """How many are left where that is few; 0 is sold out."""
    return few_left(product.tiers)


@register.filter
def dispute_reason(code: str) -> str:
    """Why a bank disputes a payment, for people; a code that nobody here knows is shown without its underscores."""
    return str(DISPUTES.get(code, code.replace("_", " ")))


@register.filter
def kind_word(kind: str) -> str:
    """The kind's name for people."""
    return str(ProductKind(kind).label)


@register.filter
def at(picture: PictureFacts, width: int) -> str:
    """Where a picture lies at this width, or at the widest it has below."""
    fitting = [each for each in picture.widths if each <= width] or [picture.widths[0]]
    return reverse("product_picture", args=[picture.id, fitting[-1]])


@register.filter
def srcset(picture: PictureFacts) -> str:
    """All widths of a picture, for the browser to choose from."""
    return ", ".join(f"{reverse('product_picture', args=[picture.id, width])} {width}w" for width in picture.widths)
