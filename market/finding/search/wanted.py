"""What somebody looks for: words, filters, an order, as a value that pages, API and counts share."""

from dataclasses import dataclass, replace
from typing import Any, Literal

LONGEST = 200
type Sort = Literal["relevance", "newest", "popular", "price_up", "price_down"]
SORTS: tuple[Sort, ...] = ("relevance", "newest", "popular", "price_up", "price_down")
# Which field of `Wanted` each list of counts belongs to: it is counted as if that one were not set.
FACETS = ("category", "kind", "pricing", "currency", "tag", "trait")


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Every tag and trait that is named must be there; prices are in minor units of `currency`.

    A price, or an order by it, asks for what is sold in that currency. `sort` empty: by relevance where there are
    words, else the newest first.
    """

    search: str = ""
    category: str = ""
    kind: str = ""
    pricing: str = ""
    currency: str = ""
    price_min: int | None = None
    price_max: int | None = None
    free: bool = False
    tags: tuple[str, ...] = ()
    traits: tuple[str, ...] = ()
    seller: str = ""
    sort: Sort | Literal[""] = ""

    @property
    def order(self) -> Sort:
        """The order that is shown."""
        if self.sort in {"", "relevance"}:
            return "relevance" if self.search else "newest"
        return self.sort or "newest"

    @property
    def is_priced(self) -> bool:
        """Whether the price in one currency matters."""
        return self.price_min is not None or self.price_max is not None or self.order in {"price_up", "price_down"}

    @property
    def is_filtered(self) -> bool:
        """Whether anything but words narrows the list."""
        return replace(self, search="", sort="") != Wanted()

    def without(self, facet: str) -> "Wanted":
        """The same, with this facet not chosen."""
        names = {"tag": "tags", "trait": "traits"}
        name = names.get(facet, facet)
        if facet == "price":
            return replace(self, price_min=None, price_max=None, free=False)
        change: dict[str, Any] = {name: () if facet in names else ""}
        return replace(self, **change)
