"""What the API of finding takes and gives: products as everybody may know them, counts, suggestions and marks."""

from datetime import datetime
from typing import Annotated, Literal

from ninja import Schema
from pydantic import ConfigDict, Field

from market.catalog.api.answers import ProductHead, SellerOut
from market.finding.search.wanted import Sort

LINE = r"^[^\x00-\x1f\x7f\u2028\u2029]*$"
ProductName = Annotated[str, Field(min_length=1, max_length=80, pattern=r"^[A-Za-z0-9_-]+$")]
SellerName = Annotated[str, Field(max_length=32, pattern=r"^usr_[0-9A-Za-z]{22}$")]


class Strict(Schema):
    """Input that refuses what it does not know."""

    model_config = ConfigDict(extra="forbid")


class FacetsOut(Schema):
    """How many there are with each value, as if nothing of that facet were chosen; a category counts its branches too.

    `cheapest` and `dearest` are the ends of the prices in `currency`.
    """

    category: dict[str, int]
    kind: dict[str, int]
    pricing: dict[str, int]
    tag: dict[str, int]
    trait: dict[str, int]
    free: int
    currency: str
    currencies: dict[str, int]
    cheapest: int | None
    dearest: int | None


class ProductsOut(Schema):
    """A page of the list. `reachable` of the `total` can be turned to by number; `next` is the cursor of what follows.

    `mended`: what was searched for instead, where words were misspelt.
    """

    products: list[ProductHead]
    total: int
    reachable: int
    page: int | None
    limit: int
    sort: Sort
    mended: str
    next: str | None
    facets: FacetsOut


class SuggestionOut(Schema):
    """One thing that may be meant; `url` leads there."""

    kind: Literal["product", "category", "seller", "tag"]
    label: str
    name: str
    url: str


class SuggestionsOut(Schema):
    """What may be meant, products first."""

    suggestions: list[SuggestionOut]


class RecommendedOut(Schema):
    """A product and why it is shown; `about` is the title or name that the reason is about."""

    product: ProductHead
    reason: Literal["with", "bought", "liked", "viewed", "follows", "popular"]
    about: str


class RecommendationsOut(Schema):
    """What somebody may like."""

    recommended: list[RecommendedOut]


class RelatedOut(Schema):
    """Products like this one, and those that were bought together with it."""

    similar: list[ProductHead]
    bought_with: list[ProductHead]


class FavouritesOut(Schema):
    """What one marked and can still buy, the newest mark first."""

    products: list[ProductHead]
    total: int
    page: int
    limit: int


class CollectionIn(Strict):
    """A new collection."""

    title: Annotated[str, Field(min_length=1, max_length=80, pattern=LINE)]
    about: Annotated[str, Field(max_length=500, pattern=LINE)] = ""
    is_public: bool = False


class CollectionChange(Strict):
    """What is to be changed of a collection."""

    title: Annotated[str, Field(min_length=1, max_length=80, pattern=LINE)] | None = None
    about: Annotated[str, Field(max_length=500, pattern=LINE)] | None = None
    is_public: bool | None = None


class CollectionItemIn(Strict):
    """Why it is there, in a line."""

    note: Annotated[str, Field(max_length=200, pattern=LINE)] = ""


class CollectionHead(Schema):
    """A collection without its products."""

    id: str
    title: str
    about: str
    is_public: bool
    owner: SellerOut
    count: int
    changed_at: datetime


class CollectionOut(CollectionHead):
    """A collection with what is in it, the newest first; `notes` are by the product's id."""

    products: list[ProductHead]
    notes: dict[str, str]


class CollectionsOut(Schema):
    """One's own, the last changed first."""

    collections: list[CollectionHead]


class FollowedOut(Schema):
    """A seller whom one follows, and how much they offer that is new."""

    seller: SellerOut
    since: datetime
    new: int


class FollowsOut(Schema):
    """Whom one follows, those with news first."""

    follows: list[FollowedOut]
