"""What sellers are told of their listings: in a letter, and in the list of what happened to their account."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from market.catalog.models import Change, ChangeState, Product
from project.accounts.profiles.activity import note_activity, register_kind
from project.mail.actions import send_letter

TEMPLATES = {
    ChangeState.APPROVED: "product_approved",
    ChangeState.REQUIRES_CHANGES: "product_changes",
    ChangeState.DECLINED: "product_declined",
}
KINDS = {
    "product_submitted": (_("Product submitted"), _("You asked us to look at “%(title)s”")),
    "product_approved": (_("Product approved"), _("“%(title)s” was approved")),
    "product_changes": (_("Product: changes needed"), _("Something in “%(title)s” is to be changed")),
    "product_declined": (_("Product declined"), _("“%(title)s” was declined")),
    "product_prices_changed": (_("Prices changed"), _("You changed tiers or prices of “%(title)s”")),
    "product_paused": (_("Product paused"), _("You paused “%(title)s”")),
    "product_resumed": (_("Product sold again"), _("“%(title)s” is for sale again")),
    "product_deleted": (_("Product deleted"), _("You deleted “%(title)s”")),
    "products_imported": (_("Products imported"), _("You imported products from %(name)s")),
}


def register() -> None:
    """Make the kinds of activity known; called when Django is ready."""
    for name, (label, words) in KINDS.items():
        register_kind(name, label=label, words=words)


def write_to_seller(change: Change, product: Product, *, now: datetime) -> None:
    """Tell the seller what was decided, once for each decision."""
    template = TEMPLATES[ChangeState(change.state)]
    note_activity(user_id=product.seller_id, kind=template, facts={"title": product.title}, now=now)
    seller = product.seller
    if not seller.is_active or not seller.email:
        return
    send_letter(
        template=template,
        to=seller.email,
        facts={
            "name": str(seller),
            "title": product.title,
            "is_first": change.is_first,
            "reason": change.reason,
            "path": f"/studio/products/{product.public_id}/",
            "shop_path": f"/products/{product.slug}/",
        },
        key=f"{change.public_id}.{change.state}.{now.isoformat()}",
    )
