"""What one person may like, each with the reason: what they bought, marked and looked at, and whom they follow."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice, zip_longest
from typing import Literal

from market.catalog.facts import ProductFacts
from market.catalog.models import Product
from market.finding.models import Document, Favourite, Follow, Viewed
from market.finding.related import bought_with, popular, similar_to
from market.finding.search.listing import shown
from market.orders.models import Grant

# `with`: bought together with what they bought; `bought`, `liked`, `viewed`: like it; `follows`: of a seller they
# follow; `popular`: asked for by many.
type Reason = Literal["with", "bought", "liked", "viewed", "follows", "popular"]
LOOKED_AT, EACH = 3, 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Recommended:
    """A product, why it is shown, and the title or name that the reason is about (empty for `popular`)."""

    product: ProductFacts
    reason: Reason
    about: str = ""


@dataclass(frozen=True, slots=True)
class _Pick:
    product: int
    reason: Reason
    about: str = ""


def recommended_to(person_id: int | None, *, most: int = 12) -> list[Recommended]:
    """Up to `most` products, none that they have or sell; for nobody known what is popular."""
    had = _had(person_id) if person_id else set()
    sources = _sources(person_id) if person_id else []
    picks: dict[int, _Pick] = {}
    for pick in _in_turn(sources):
        if len(picks) == most:
            break
        if pick.product not in had:
            picks.setdefault(pick.product, pick)
    missing = popular(most=most, but={*had, *picks})[: most - len(picks)]
    picks |= {product: _Pick(product, "popular") for product in missing}
    return _shown(picks)


def _sources(person: int) -> list[Iterator[_Pick]]:
    bought = list(
        Grant.objects.filter(person=person, revoked_at=None).order_by("-granted_at").values_list(*WHICH)[:LOOKED_AT]
    )
    liked = list(Favourite.objects.filter(person=person).order_by("-at").values_list(*WHICH)[:LOOKED_AT])
    viewed = list(Viewed.objects.filter(person=person).order_by("-at").values_list(*WHICH)[:LOOKED_AT])
    return [
        _near(bought, "with", bought_with),
        _near(bought, "bought", similar_to),
        _followed(person),
        _near(liked, "liked", similar_to),
        _near(viewed, "viewed", similar_to),
    ]


WHICH = ("product_id", "product__title")


def _near(marked: list[tuple[int, str]], reason: Reason, ask: Callable[..., list[int]]) -> Iterator[_Pick]:
    """What lies near each of the marked, in turn."""
    for product, title in marked:
        for near in ask(product, most=EACH):
            yield _Pick(near, reason, title)


def _followed(person: int) -> Iterator[_Pick]:
    sellers = dict(Follow.objects.filter(person=person).values_list("seller__public_id", "seller__display_name"))
    fresh = Document.objects.filter(seller__in=list(sellers)).order_by("-approved_at", "-pk")
    for product, seller in fresh.values_list("pk", "seller")[:EACH]:
        yield _Pick(product, "follows", sellers[seller])


def _in_turn(sources: list[Iterator[_Pick]]) -> Iterator[_Pick]:
    """One of each source, then the next of each: no reason takes all the places."""
    for round_of in zip_longest(*(islice(source, 3 * EACH) for source in sources)):
        yield from (pick for pick in round_of if pick is not None)


def _had(person: int) -> set[int]:
    """What is of no use to them: what they have, sell, or have marked anyway."""
    had = set(Grant.objects.filter(person=person, revoked_at=None).values_list("product_id", flat=True))
    had |= set(Product.objects.filter(seller=person).values_list("pk", flat=True))
    return had | set(Favourite.objects.filter(person=person).values_list("product_id", flat=True))


def _shown(picks: dict[int, _Pick]) -> list[Recommended]:
    pks = {facts.id: facts for facts in shown(list(picks))}
    ids = dict(Product.objects.filter(pk__in=list(picks)).values_list("pk", "public_id"))
    return [
        Recommended(product=pks[ids[pick.product]], reason=pick.reason, about=pick.about)
        for pick in picks.values()
        if ids.get(pick.product) in pks
    ]
