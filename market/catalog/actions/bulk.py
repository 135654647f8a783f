"""The same thing done to many listings: each in its own transaction, with a report for each."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from django.db import transaction
from django.utils.translation import gettext as _

from market.catalog import told
from market.catalog.actions.changing import put_change
from market.catalog.actions.selling import delete_product, pause_product, resume_product
from market.catalog.actions.tiers import put_tiers
from market.catalog.checking import TierAsked
from market.catalog.copies import working_copy
from market.catalog.locking import ask_seller, own_product, undecided
from market.catalog.models import Pricing, Product
from market.catalog.refusals import ProductNotValid, TooMany
from project.base.errors import Refusal
from project.base.money import step

MOST_AT_ONCE = 200
LEAST_PERCENT, MOST_PERCENT = -90, 1000


class Deed(StrEnum):
    """What can be done to many at once."""

    PAUSE = "pause"
    RESUME = "resume"
    DELETE = "delete"
    PRICE = "price"
    CATEGORY = "category"
    ADD_TAG = "add_tag"
    REMOVE_TAG = "remove_tag"


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What came of one listing: done, or why not in words."""

    id: str
    done: bool
    problem: str = ""


def edit_many(*, seller_id: int, products: Sequence[str], deed: Deed, value: str = "", now: datetime) -> list[Report]:
    """Do one thing to several listings of a seller; one that refuses does not keep the others from it.

    `value` is a percentage for `price` (`-20`), a path for `category`, a word for tags. Raises `NotASeller`,
    `TooMany(most)`, and `ProductNotValid` for a value that is none.
    """
    ask_seller(seller_id)
    if len(products) > MOST_AT_ONCE:
        raise TooMany(most=MOST_AT_ONCE)
    percent = _percent(value) if deed is Deed.PRICE else 0
    return [_one(seller_id, product, deed, value, percent, now) for product in dict.fromkeys(products)]


def repriced(tier: TierAsked, percent: int) -> TierAsked:
    """A tier whose amounts are changed by so many percent, rounded to what can be charged, halves up."""
    if tier.pricing == Pricing.FREE:
        return tier
    return replace(
        tier,
        prices={code: _changed(amount, percent, code) for code, amount in tier.prices.items()},
        suggested={code: _changed(amount, percent, code) for code, amount in tier.suggested.items()},
    )


def _one(seller_id: int, product: str, deed: Deed, value: str, percent: int, now: datetime) -> Report:
    try:
        if deed in AT_ONCE:
            AT_ONCE[deed](product=product, seller_id=seller_id, now=now)
        else:
            _change(seller_id, product, deed, value, percent, now)
    except Refusal as refusal:
        words = " ".join(str(one) for one in refusal.extra.values() if isinstance(one, str)) or str(refusal)
        return Report(id=product, done=False, problem=words)
    return Report(id=product, done=True)


def _change(seller_id: int, product: str, deed: Deed, value: str, percent: int, now: datetime) -> None:
    with transaction.atomic():
        row = own_product(product, seller_id=seller_id)
        if deed is Deed.PRICE:
            put_tiers(row, [repriced(tier, percent) for tier in working_copy(row, undecided(row)).tiers])
        elif deed is Deed.CATEGORY:
            put_change(row, {"category": value})
        else:
            put_change(row, {"tags": _tags(row, deed, value)})
        told.changed(row, now=now, public=deed is Deed.PRICE)


def _tags(product: Product, deed: Deed, value: str) -> list[str]:
    others = [tag for tag in working_copy(product, undecided(product)).tags if tag.casefold() != value.casefold()]
    return [*others, value] if deed is Deed.ADD_TAG else others


def _percent(value: str) -> int:
    try:
        percent = int(value)
    except ValueError:
        percent = MOST_PERCENT + 1
    if not LEAST_PERCENT <= percent <= MOST_PERCENT:
        raise ProductNotValid({"value": _("A whole number of percent, from -90 to 1000.")})
    return percent


def _changed(amount: int, percent: int, currency: str) -> int:
    unit = 100 * step(currency)
    return (amount * (100 + percent) + unit // 2) // unit * step(currency)


AT_ONCE: dict[Deed, Callable[..., object]] = {
    Deed.PAUSE: pause_product,
    Deed.RESUME: resume_product,
    Deed.DELETE: delete_product,
}
