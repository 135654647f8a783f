"""One product's rows put into effect: created, changed or left as it is, in one transaction."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from market.catalog import told
from market.catalog.actions.changing import put_change
from market.catalog.actions.creating import begin_product
from market.catalog.actions.fields import read_change
from market.catalog.actions.tiers import put_tiers
from market.catalog.checking import TierAsked, check_tiers
from market.catalog.copies import WorkingCopy, tier_value, working_copy
from market.catalog.imports.wanted import Cells, wanted_fields, wanted_tiers
from market.catalog.locking import own_product, undecided
from market.catalog.models import Product, ProductKind, RowResult
from market.catalog.refusals import ProductNotValid


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What came of the rows of one product."""

    result: RowResult
    product: Product


def put_rows(*, seller_id: int, key: str, rows: Sequence[Cells], now: datetime) -> Outcome:
    """Have a seller's product be as its rows say; the caller holds the transaction.

    A product that is not there is begun under the slug that the rows name. Raises what the actions raise, with fields
    as they name them.
    """
    product = _own(seller_id, key)
    if product is None:
        return _created(seller_id, key, rows, now)
    copy = working_copy(product, undecided(product))
    kind = rows[0].get("kind", "").strip()
    if kind and kind != product.kind:
        raise ProductNotValid({"kind": _("The kind of a product stays.")})
    fields, tiers = _asked(product.kind, rows, copy, {})
    changes = {name: value for name, value in fields.items() if value != getattr(copy, name)}
    if not changes and (tiers is None or _alike(tiers, copy)):
        return Outcome(result=RowResult.UNCHANGED, product=product)
    if changes:
        put_change(product, changes)
    if tiers is not None and not _alike(tiers, copy):
        put_tiers(product, tiers)
    return Outcome(result=RowResult.CHANGED, product=told.changed(product, now=now))


def _own(seller_id: int, key: str) -> Product | None:
    if not key:
        raise ProductNotValid({"slug": _("Name a product by its id or by a slug.")})
    by_id = key.startswith("prd_")
    found = Product.objects.filter(**{"public_id" if by_id else "slug": key}).first()
    if found is None and not by_id:
        return None
    if found is None or found.seller_id != seller_id or found.deleted_at is not None:
        raise ProductNotValid({"id" if by_id else "slug": _("This is none of your products.")})
    return own_product(found.public_id, seller_id=seller_id)


def _created(seller_id: int, key: str, rows: Sequence[Cells], now: datetime) -> Outcome:
    kind, title = rows[0].get("kind", "").strip(), rows[0].get("title", "")
    if kind not in ProductKind.values:
        raise ProductNotValid({"kind": _("There is no such kind of product.")})
    fields, tiers = _asked(kind, rows, None, {"title": title, "slug": key})
    product = begin_product(seller_id=seller_id, kind=kind, title=title, slug=key, now=now)
    put_change(product, {name: value for name, value in fields.items() if name != "slug"})
    if tiers is not None:
        put_tiers(product, tiers)
    return Outcome(result=RowResult.CREATED, product=told.changed(product, now=now))


def _asked(
    kind: str, rows: Sequence[Cells], now: WorkingCopy | None, more: dict[str, object]
) -> tuple[dict[str, object], list[TierAsked] | None]:
    """The fields and tiers of a product's rows, read. Whoever mends a table is told all that is wrong at once."""
    fields: dict[str, object] = {}
    tiers, problems = None, dict[str, str]()
    try:
        fields = read_change(kind, {**wanted_fields(kind, rows[0], now), **more})
    except ProductNotValid as refusal:
        problems |= refusal.fields
    try:
        tiers = wanted_tiers(rows, now)
        check_tiers(kind, tiers or [])
    except ProductNotValid as refusal:
        problems |= refusal.fields
    if problems:
        raise ProductNotValid(problems)
    return fields, tiers


def _alike(tiers: Sequence[TierAsked], now: WorkingCopy) -> bool:
    def told_of(these: Sequence[TierAsked]) -> list[object]:
        return [(tier.id, tier.is_active, tier_value(tier)) for tier in these]

    return told_of(tiers) == told_of(now.tiers)
