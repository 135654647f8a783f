"""`arrivals.shop`: the products that came up for sale last, told to everybody the moment one more does."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from market.catalog import news
from market.catalog.models import Product
from realtime.events import Whole, utc_text
from realtime.publish import publish
from realtime.topics import Json, Kind, Mode, NoSuchTopic, everyone, register

KEY = "shop"
TOPIC = f"arrivals.{KEY}"
TOLD = 6
# More than are told: somebody may be taking away one of those just now.
NEAR = 12


@dataclass(frozen=True, kw_only=True)
class ArrivalsChanged(Whole):
    """Another product is for sale for the first time, or one of the last was changed or taken away.

    There is one shop. Its topic comes before those of the catalogue, which publishes after its listeners.
    """

    name: ClassVar[str] = "arrivals.changed"
    kind: ClassVar[str] = "arrivals"


def newest_rows(count: int = TOLD) -> list[Product]:
    """The products for sale that came last."""
    return list(Product.objects.for_sale().order_by("-approved_at", "-pk").select_related("seller", "category")[:count])


def arrivals() -> Json:
    """The value of the topic."""
    return {"products": [_told(row) for row in newest_rows()]}


def snapshot(key: str) -> Json:
    """The arrivals now; raises `NoSuchTopic`."""
    if key != KEY:
        raise NoSuchTopic(key)
    return arrivals()


def tell(product_pk: int, now: datetime) -> None:
    """Say it, in the transaction in which a product comes to be among the last, or one of those is changed."""
    came_at = Product.objects.filter(pk=product_pk).values_list("approved_at", flat=True).first()
    if came_at is None:
        return
    rows = newest_rows(NEAR)
    if len(rows) < NEAR or came_at >= _since(rows[-1]):
        publish(ArrivalsChanged(key=KEY, value=arrivals), at=now)


ARRIVALS = Kind(
    name="arrivals",
    mode=Mode.LATEST,
    may_join=everyone,
    snapshot=snapshot,
    tells=((ArrivalsChanged, Json),),
)


def register_arrivals() -> None:
    """Make the kind known, and hear of what the catalogue decides."""
    register(ARRIVALS)
    news.register(tell)


def _since(row: Product) -> datetime:
    assert row.approved_at is not None  # noqa: S101 - it is for sale
    return row.approved_at


def _told(row: Product) -> Json:
    return {
        "id": row.public_id,
        "slug": row.slug,
        "title": row.title,
        "kind": row.kind,
        "seller": str(row.seller),
        "at": utc_text(row.approved_at) if row.approved_at else None,
    }
