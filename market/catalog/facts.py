"""The public shape of a product: what its page, its linked data, the API, cards and search all say, and nothing more.

Nothing here can hold what is paid for: contents and paths of files have no field.
"""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class SellerFacts:
    """Who sells it; `public_id` is an account's, `url` a path of this site."""

    public_id: str
    name: str
    handle: str | None
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CategoryFacts:
    """Where it stands; `path` holds the slugs from the root."""

    path: str
    name: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TagFacts:
    """A word that its seller put on it."""

    slug: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TierFacts:
    """One way to buy it. Prices in minor units by currency; `left` None: there is no end of it."""

    id: str
    name: str
    about: str
    pricing: str
    interval: str
    prices: dict[str, int]
    suggested: dict[str, int]
    most: int
    left: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PictureFacts:
    """One picture; it is at `/pictures/<id>/<width>.webp` in each of its `widths`, `url` is the widest."""

    id: str
    alt: str
    width: int
    height: int
    widths: tuple[int, ...]
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ProductFacts:
    """What everybody may know of a product. `attributes` by name, as `market.catalog.kinds` types them."""

    id: str
    slug: str
    url: str
    kind: str
    title: str
    tagline: str
    description_html: str
    category: CategoryFacts | None
    tags: tuple[TagFacts, ...]
    seller: SellerFacts
    tiers: tuple[TierFacts, ...]
    cover: PictureFacts | None
    pictures: tuple[PictureFacts, ...]
    attributes: dict[str, Any] = field(default_factory=dict)
    rating: None = None
    revision: int = 1
    created_at: datetime
    approved_at: datetime | None
    changed_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class FileFacts:
    """That a version has such a file; what is in it is had by a grant, or where it is a sample."""

    id: str
    name: str
    bytes: int
    media_type: str
    is_sample: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionFacts:
    """A published version as everybody may know it."""

    id: str
    number: str
    changelog_html: str
    preview: str
    published_at: datetime
    is_current: bool
    has_content: bool
    files: tuple[FileFacts, ...]
