"""`arrivals.shop`: the products that came up for sale last, told to everybody the moment one more does."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from market.catalog import news
from market.catalog.models import Product
from realtime.events import Event, utc_text
from realtime.publish import publish
from realtime.topics import Json, Kind, Mode, NoSuchTopic, everyone, register

KEY = "shop"
TOPIC = f"arrivals.{KEY}"
TOLD = 6


@dataclass(frozen=True, kw_only=True)
class ProductArrived(Event):
    """Another product is for sale for the first time; with it those before."""

    name: ClassVar[str] = "arrivals.changed"
    value: Json

    @property
    def topic(self) -> str:
        """There is one shop. Its name comes before those of the catalogue, which publishes after its listeners."""
        return TOPIC

    def data(self) -> Json:
        """It replaces what was there."""
        return self.value


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
    """Say it, in the transaction in which a product is approved for the first time, and in no other."""
    if Product.objects.for_sale().filter(pk=product_pk, approved_at=now).exists():
        publish(ProductArrived(value=arrivals()), at=now)


ARRIVALS = Kind(
    name="arrivals",
    mode=Mode.LATEST,
    may_join=everyone,
    snapshot=snapshot,
    tells=((ProductArrived, Json),),
)


def register_arrivals() -> None:
    """Make the kind known, and hear of what the catalogue decides."""
    register(ARRIVALS)
    news.register(tell)


def _told(row: Product) -> Json:
    return {
        "id": row.public_id,
        "slug": row.slug,
        "title": row.title,
        "kind": row.kind,
        "seller": str(row.seller),
        "at": utc_text(row.approved_at) if row.approved_at else None,
    }
