"""What really happens to listings, drawn at random: every state and every refusal on the way."""

from collections.abc import Callable
from contextlib import suppress
from functools import partial
from typing import Any
from uuid import uuid4

from django.db import transaction
from hypothesis import strategies as st

from market.catalog import actions
from market.catalog.actions import Decision, TierAsked
from market.catalog.copies import tiers_of
from market.catalog.events import products_changed
from market.catalog.imports.running import run_import
from market.catalog.imports.starting import start_import
from market.catalog.models import Change, ImportRun, Product
from market.catalog.stock import release, reserve, sell
from project.accounts.models import Role, User
from project.base.errors import Refusal
from realtime.publish import publish
from tests.market.catalog.listings import NOON, draft, live
from tests.market.people import member, sue, tier_of

Act = Callable[[Any], None]
Deed = tuple[str, int]

DEEDS = ("title", "same", "tagline", "submit", "withdraw", "discard", "approve", "require", "decline")
SALES = ("price", "stock", "pause", "resume", "reserve", "release", "sell", "version", "approve", "delete")


def product_deeds() -> tuple[str, Act, st.SearchStrategy[Any]]:
    """A live product: prices, stock, sales, versions, pauses."""
    made = live(somebody())
    return made.public_id, partial(do, made), deeds(*SALES, "title", "submit")


def listing_deeds() -> tuple[str, Act, st.SearchStrategy[Any]]:
    """A draft, and all that its seller and staff may do to it."""
    made = draft(somebody())
    return made.public_id, partial(do, made), deeds(*DEEDS, *SALES)


def reviews_deeds() -> tuple[str, Act, st.SearchStrategy[Any]]:
    """The desk, while a listing is written and judged."""
    made = draft(somebody())
    return "desk", partial(do, made), deeds(*DEEDS, "delete")


def sheet_deeds() -> tuple[str, Act, st.SearchStrategy[Any]]:
    """A table of products, worked off by a worker that comes again and again."""
    table = b"slug,kind,title,tier,price_usd\na,prompt,Title,One,9\nb,prompt,T,One,9\na,,,Two,19\n"
    run = start_import(seller_id=somebody().pk, name="t.csv", content=table, is_dry=False, now=NOON)
    ImportRun.objects.filter(pk=run.pk).update(due_at=NOON)

    def work(_times: int) -> None:
        run_import(run.public_id)

    return run.public_id, work, st.integers(1, 2)


def somebody() -> User:
    """A seller of their own."""
    return member(f"Ada {uuid4().hex[:8]}".replace(" ", ""), roles=[Role.SELLER])


def deeds(*names: str) -> st.SearchStrategy[Any]:
    """Some of these, each with a number."""
    return st.tuples(st.sampled_from(names), st.integers(1, 4))


def do(made: Product, deed: Deed) -> None:
    """Do it; what is refused changes nothing."""
    name, number = deed
    with suppress(Refusal):
        ACTS[name](made, number)


def _seller(made: Product) -> dict[str, Any]:
    return {"product": made.public_id, "seller_id": made.seller_id, "now": NOON}


def _decide(decision: Decision, made: Product, _number: int) -> None:
    change = Change.objects.filter(product=made).order_by("-pk").values_list("public_id", flat=True).first()
    actions.decide_change(change=change or "", by_id=sue().pk, decision=decision, reason="Because.", now=NOON)


def _price(made: Product, number: int) -> None:
    tiers = [TierAsked(id=one.id, name=one.name, prices={"USD": 100 * number}) for one in tiers_of(made)]
    actions.set_tiers(**_seller(made), tiers=tiers)


def _stock(made: Product, number: int) -> None:
    tiers = [TierAsked(id=one.id, name=one.name, prices=one.prices, stock=number) for one in tiers_of(made)]
    actions.set_tiers(**_seller(made), tiers=tiers)


def _sale(change: Callable[[int, int], bool], made: Product, number: int) -> None:
    with transaction.atomic():
        change(tier_of(made).pk, number)
        publish(*products_changed([made.pk]))


def _version(made: Product, number: int) -> None:
    version = actions.add_version(**_seller(made), number=f"2.{number}")
    actions.put_content(version=version.public_id, seller_id=made.seller_id, body="Newer words", now=NOON)
    actions.publish_version(version=version.public_id, seller_id=made.seller_id, now=NOON)
    actions.submit_product(**_seller(made))


def _change(field: str, made: Product, number: int) -> None:
    actions.change_product(**_seller(made), change={field: f"Words number {number}"})


ACTS: dict[str, Callable[[Product, int], Any]] = {
    "title": partial(_change, "title"),
    "same": lambda made, number: actions.change_product(**_seller(made), change={"title": made.title}),
    "tagline": partial(_change, "tagline"),
    "submit": lambda made, number: actions.submit_product(**_seller(made), note=f"note {number}"),
    "withdraw": lambda made, number: actions.withdraw_change(**_seller(made)),
    "discard": lambda made, number: actions.discard_change(**_seller(made)),
    "approve": partial(_decide, Decision.APPROVE),
    "require": partial(_decide, Decision.REQUIRE),
    "decline": partial(_decide, Decision.DECLINE),
    "price": _price,
    "stock": _stock,
    "pause": lambda made, number: actions.pause_product(**_seller(made)),
    "resume": lambda made, number: actions.resume_product(**_seller(made)),
    "reserve": partial(_sale, reserve),
    "release": partial(_sale, release),
    "sell": partial(_sale, sell),
    "version": _version,
    "delete": lambda made, number: actions.delete_product(**_seller(made)),
}
