"""Tiers and prices: in place for a draft; of a live one prices and stock at once, words and more tiers after review."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from market.catalog.actions.changing import amend
from market.catalog.checking import TierAsked, check_tiers
from market.catalog.copies import tier_value
from market.catalog.locking import editable, own_product, undecided
from market.catalog.models import Change, ListingState, Price, Pricing, Product, Tier
from market.catalog.refusals import ProductNotValid
from market.catalog.told import changed
from project.accounts.profiles.activity import note_activity
from project.base.visible import visible_line

NOTHING_WAITS: dict[str, Any] = {"added": [], "renamed": {}}


def set_tiers(
    *, product: str, seller_id: int, tiers: Sequence[TierAsked], revision: int | None = None, now: datetime
) -> Product:
    """Have exactly these tiers, in this order. One that is left out is deleted, or of a live product not sold any more.

    Of a live product prices, stock, order and what is switched off hold at once; names, descriptions and new tiers
    wait for review. Raises `NotFound`, `ListingMoved`, `ListingInReview`, `ProductNotValid`.
    """
    with transaction.atomic():
        row = own_product(product, seller_id=seller_id, revision=revision)
        put_tiers(row, tiers)
        if row.approved_at is not None:
            note_activity(user_id=seller_id, kind="product_prices_changed", facts={"title": row.title}, now=now)
        return changed(row, now=now)


def put_tiers(product: Product, tiers: Sequence[TierAsked]) -> None:
    """Have a locked product's tiers so; the caller saves and tells. Raises `ListingInReview`, `ProductNotValid`."""
    wanted = [replace(one, name=visible_line(one.name), about=visible_line(one.about)) for one in tiers]
    check_tiers(product.kind, wanted)
    rows = _rows(product, wanted)
    _ask_stock(wanted, rows)
    if product.state == ListingState.APPROVED:
        _set_live(product, wanted, rows)
        return
    editable(product)
    _set_all(product, wanted, rows)


def add_tier(product: Product, asked: TierAsked, place: int) -> Tier:
    """Add a tier to a locked product."""
    tier = Tier.objects.create(product=product, **_columns(asked), place=place)
    put_prices(tier, asked)
    return tier


def put_prices(tier: Tier, asked: TierAsked) -> None:
    """Have a tier cost exactly this."""
    prices = {} if asked.pricing == Pricing.FREE else asked.prices
    tier.prices.exclude(currency__in=prices).delete()
    Price.objects.bulk_create(
        [
            Price(tier=tier, currency=code, amount_minor=amount, suggested_minor=asked.suggested.get(code))
            for code, amount in sorted(prices.items())
        ],
        update_conflicts=True,
        unique_fields=["tier", "currency"],
        update_fields=["amount_minor", "suggested_minor"],
    )


def _rows(product: Product, wanted: Sequence[TierAsked]) -> dict[str, Tier]:
    """The locked tiers of a product; in the order of their rows, as sales lock them."""
    locked = Tier.objects.select_for_update(no_key=True).filter(product=product).order_by("pk")
    rows = {row.public_id: row for row in locked}
    ids = [asked.id for asked in wanted if asked.id is not None]
    problems = {
        f"tiers.{place}.id": _("There is no such tier.")
        for place, asked in enumerate(wanted)
        if asked.id is not None and (asked.id not in rows or ids.count(asked.id) > 1)
    }
    if problems:
        raise ProductNotValid(problems)
    return rows


def _ask_stock(wanted: Sequence[TierAsked], rows: dict[str, Tier]) -> None:
    problems = {}
    for place, asked in enumerate(wanted):
        row = rows.get(asked.id or "")
        if row is not None and asked.stock is not None and asked.stock < (taken := row.reserved + row.sold):
            problems[f"tiers.{place}.stock"] = _("%(taken)s are sold or reserved.") % {"taken": taken}
    if problems:
        raise ProductNotValid(problems)


def _set_all(product: Product, wanted: Sequence[TierAsked], rows: dict[str, Tier]) -> None:
    product.tiers.exclude(public_id__in=[asked.id for asked in wanted if asked.id]).delete()
    for place, asked in enumerate(wanted):
        if asked.id is None:
            add_tier(product, asked, place)
        else:
            _keep(rows[asked.id], asked, place)


def _set_live(product: Product, wanted: Sequence[TierAsked], rows: dict[str, Tier]) -> None:
    _refuse(wanted, rows)
    renamed, added = {}, []
    for place, asked in enumerate(wanted):
        if asked.id is None:
            added.append(tier_value(asked))
            continue
        row = rows[asked.id]
        if (asked.name, asked.about) != (row.name, row.about):
            renamed[asked.id] = {"name": asked.name, "about": asked.about}
        _keep(row, replace(asked, name=row.name, about=row.about), place)
    product.tiers.exclude(public_id__in=[asked.id for asked in wanted if asked.id]).update(is_active=False)
    _put_off(product, {"added": added, "renamed": renamed})


def _put_off(product: Product, waits: dict[str, Any]) -> None:
    """Have words and new tiers wait for review. While staff reads what waits, only the same may wait."""
    change = undecided(product)
    if change is not None and waits == change.after.get("tiers", NOTHING_WAITS):
        return
    if change is not None or waits != NOTHING_WAITS:
        amend(editable(product) or Change(product=product), {"tiers": waits})


def _refuse(wanted: Sequence[TierAsked], rows: dict[str, Tier]) -> None:
    problems: dict[str, str] = {}
    for place, asked in enumerate(wanted):
        row = rows.get(asked.id or "")
        if row is None:
            continue
        # Who has one has it on these terms: other terms are another tier.
        if (asked.pricing, asked.interval) != (row.pricing, row.interval):
            problems[f"tiers.{place}.pricing"] = _("How it is paid for is fixed. Add another tier.")
    if not any(asked.id and asked.is_active for asked in wanted):
        problems["tiers"] = _("One tier must stay for sale. Pause the product to sell none.")
    if problems:
        raise ProductNotValid(problems)


def _keep(row: Tier, asked: TierAsked, place: int) -> None:
    # Never what is reserved and sold: sales count there.
    Tier.objects.filter(pk=row.pk).update(**_columns(asked), place=place)
    put_prices(row, asked)


def _columns(asked: TierAsked) -> dict[str, object]:
    return {
        "name": asked.name,
        "about": asked.about,
        "pricing": asked.pricing,
        "interval": asked.interval,
        "stock": asked.stock,
        "most": asked.most,
        "is_active": asked.is_active,
    }
