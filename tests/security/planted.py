"""Secrets that nobody can mistake, planted in all that is paid for, private or not yet published; and who is whose."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction

from market.catalog import actions
from market.catalog.actions import TierAsked
from market.catalog.models import Change, File, Product, Tier
from market.finding.indexing import mark_missed, refresh_stale
from market.flows.demo import pay_demo, place_demo
from market.flows.made_up import refunded
from market.flows.refund import refund_lines
from market.flows.refunded import learn_refund
from market.orders.downloads import make_link
from market.orders.models import Grant, Order
from market.payments.models import RefundReason
from project.accounts.models import Role, User
from project.base import clock
from tests.market.catalog.listings import decided, draft, submitted
from tests.market.people import member, product, tier_of, visitor
from tests.walk.world import World

BODY, DRAFT_BODY, UNFINISHED_BODY = "qzbodyzq", "qzdraftbodyzq", "qzunfinishedzq"
COMMON, LARGE, DRAFT_FILE = "qzcommonzq", "qzlargezq", "qzdraftfilezq"
CHANGELOG, NAME, NOTE, TITLE = "qzchangelogzq", "qznamezq", "qznotezq", "qztitlezq"
# A word that stands beside each text that is paid for: what somebody would search for who has seen it.
BESIDE = "lanternfish"
TEXTS = frozenset({BODY, DRAFT_BODY, UNFINISHED_BODY, COMMON, LARGE, DRAFT_FILE, BESIDE})
PRIVATE = frozenset({CHANGELOG, NAME, NOTE, TITLE})
WORDS = TEXTS | PRIVATE


@dataclass(frozen=True, kw_only=True)
class Planted:
    """A live product of Ada's with two tiers and an unpublished version in review; and who bought what of it."""

    world: World
    product: Product
    unfinished: Product
    change: Change
    order: Order
    paths: tuple[str, ...]

    def secrets(self) -> frozenset[str]:
        """Every word that was planted, and where each file lies."""
        return WORDS | frozenset(self.paths)


def plant(world: World) -> Planted:
    """Plant everything in the walk's world: the addresses that are Ada's objects there lead to it."""
    ada, now = world.people["Ada"], clock.now()
    made = _live(ada, now)
    change = _in_review(ada, made, now)
    unfinished = draft(ada, title=f"Unfinished {TITLE}", description=f"About {TITLE}, which nobody has seen yet.")
    first = unfinished.versions.get()
    actions.put_content(version=first.public_id, seller_id=ada.pk, body=f"{UNFINISHED_BODY} {BESIDE}", now=now)
    mark_missed(now=now)
    refresh_stale(now=now)
    people = {name: member(name) for name in ("Dan", "Eve", "Flo", "Hal")}
    world.people.update(people)
    paths = tuple(File.objects.filter(version__product=made).values_list("path", flat=True))
    order = _orders(made, people, now)
    _show(world, made, change, order, now)
    return Planted(world=world, product=made, unfinished=unfinished, change=change, order=order, paths=paths)


def _live(ada: User, now: datetime) -> Product:
    ada.roles = [Role.SELLER]
    ada.save(update_fields=["roles"])
    made = draft(ada, title="Harbour pilot")
    whose: dict[str, Any] = {"seller_id": ada.pk, "now": now}
    tiers = [TierAsked(name="Standard", prices={"USD": 900}), TierAsked(name="Large", prices={"USD": 9000})]
    actions.set_tiers(product=made.public_id, tiers=tiers, **whose)
    version = made.versions.get()
    actions.put_content(version=version.public_id, body=f"{BODY} {BESIDE}", **whose)
    add_file(version.public_id, "common.txt", COMMON, **whose)
    large = made.tiers.get(name="Large").public_id
    add_file(version.public_id, "large.txt", LARGE, tiers=[large], **whose)
    return decided(submitted(made))


def _in_review(ada: User, made: Product, now: datetime) -> Change:
    whose: dict[str, Any] = {"seller_id": ada.pk, "now": now}
    version = actions.add_version(product=made.public_id, number="2.0", changelog=CHANGELOG, **whose)
    actions.put_content(version=version.public_id, body=f"{DRAFT_BODY} {BESIDE}", **whose)
    add_file(version.public_id, f"{NAME}.txt", DRAFT_FILE, **whose)
    actions.publish_version(version=version.public_id, **whose)
    return submitted(made, note=NOTE)


def add_file(version: str, name: str, word: str, **more: Any) -> None:
    """A text file with this word in it."""
    upload = SimpleUploadedFile(name, f"{word} {BESIDE}\n".encode())
    actions.add_file(version=version, upload=upload, **more)


def _orders(made: Product, people: dict[str, User], now: datetime) -> Order:
    """Dan bought something else, Eve the small tier, Flo the large one and was refunded, Hal has not paid."""
    standard, large = made.tiers.get(name="Standard"), made.tiers.get(name="Large")
    _buy(people["Dan"], tier_of(product(member("Dee"), title="Something else")), now)
    order = _buy(people["Eve"], standard, now)
    back = _buy(people["Flo"], large, now)
    place_demo(people["Hal"], [large], key="planted", now=now)
    with transaction.atomic():
        refund = refund_lines(
            order_id=back.public_id,
            parts=None,
            reason=RefundReason.REQUESTED,
            words="",
            by=visitor(made.seller),
            now=now + timedelta(minutes=5),
        )
        learn_refund(refund.pk, refunded(refund), now=now + timedelta(minutes=6))
    return order


def _buy(person: User, tier: Tier, now: datetime) -> Order:
    return pay_demo(place_demo(person, [tier], key="planted", now=now), now + timedelta(minutes=3))


def _show(world: World, made: Product, change: Change, order: Order, now: datetime) -> None:
    waiting = made.versions.get(number="2.0")
    grant, common = Grant.objects.get(line__order=order), File.objects.get(version__product=made, name="common.txt")
    link = make_link(grant=grant, file=common, person_id=order.buyer_id, now=now)
    world.made.update(
        listing=made.public_id,
        found=made.slug,
        change=change.public_id,
        version=waiting.public_id,
        goods=waiting.files.get().public_id,
        order=order.public_id,
        order_line=order.lines.get().public_id,
        grant=grant.public_id,
        paper=order.papers.order_by("pk")[0].public_id,
        bought_file=File.objects.get(version__product=made, name="large.txt").public_id,
        download=link,
    )
