"""Putting into effect what was approved: fields, pictures, tiers and a version, in the product's own transaction."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from market.catalog.actions.fields import put_fields, read_change
from market.catalog.actions.pictures import show_pictures
from market.catalog.actions.tiers import add_tier
from market.catalog.checking import MOST_TIERS, TierAsked, check_tiers
from market.catalog.copies import PLAIN, tiers_of
from market.catalog.models import Change, Product, Tier, Version
from market.catalog.refusals import ProductNotValid


def put_into_effect(change: Change, product: Product, *, now: datetime) -> None:
    """Make live what a change of a locked product asks for. Raises `ProductNotValid` for what cannot be any more."""
    after = change.after
    plain = {name: after[name] for name in PLAIN if name in after}
    # Categories and kinds may have been changed since it was submitted.
    put_fields(product, read_change(product.kind, plain))
    if product.category is None:
        raise ProductNotValid({"category": _("Choose a category.")})
    if "version" in after:
        publish_now(product, after["version"], now=now)
    if change.is_first:
        product.approved_at = now
        return
    if "pictures" in after:
        show_pictures(product, after["pictures"])
    if "tiers" in after:
        _put_tiers(product, after["tiers"])


def publish_now(product: Product, version: str, *, now: datetime) -> None:
    """Make a version of a locked product the current one; from now on it is never changed."""
    found = Version.objects.filter(product=product, public_id=version, published_at=None).first()
    if found is None:
        raise ProductNotValid({"version": _("There is no such version any more.")})
    Version.objects.filter(product=product, is_current=True).update(is_current=False)
    Version.objects.filter(pk=found.pk).update(published_at=now, is_current=True)


def _put_tiers(product: Product, pending: Mapping[str, Any]) -> None:
    added = [TierAsked(**value) for value in pending["added"]]
    known = tiers_of(product)
    if sum(tier.is_active for tier in known) + len(added) > MOST_TIERS:
        raise ProductNotValid({"tiers": _("At most %(most)s tiers.") % {"most": MOST_TIERS}})
    check_tiers(product.kind, added)
    _rename(product, pending["renamed"].items())
    for place, asked in enumerate(added, start=len(known)):
        add_tier(product, asked, place)


def _rename(product: Product, renamed: Iterable[tuple[str, Mapping[str, str]]]) -> None:
    for tier, words in renamed:
        Tier.objects.filter(product=product, public_id=tier).update(name=words["name"], about=words["about"])
