"""What the API of the catalogue answers: public facts as everybody reads them, and listings as their seller does."""

from datetime import datetime
from typing import Any

from ninja import Schema

from market.catalog.copies import WorkingCopy
from market.catalog.models import Change, File, Product, Version
from market.catalog.queries import picture_facts
from market.catalog.studio import content_of, last_change, versions_of, working_copy_of
from project.base.problems import Problem

PROBLEMS = dict.fromkeys((403, 404, 409, 422, 429), Problem)
type Json = dict[str, Any]


class SellerOut(Schema):
    """Who sells it."""

    public_id: str
    name: str
    handle: str | None
    url: str


class CategoryOut(Schema):
    """Where it stands."""

    path: str
    name: str
    url: str


class TagOut(Schema):
    """A word on it."""

    slug: str
    name: str


class TierOut(Schema):
    """One way to buy it; amounts in minor units by currency, `left` null where there is no end of it."""

    id: str
    name: str
    about: str
    pricing: str
    interval: str
    prices: dict[str, int]
    suggested: dict[str, int]
    most: int
    left: int | None


class CoverOut(Schema):
    """A picture; it is had in each of its widths."""

    id: str
    alt: str
    width: int
    height: int
    widths: list[int]
    url: str


class ProductHead(Schema):
    """What everybody may know of a product, as lists tell it."""

    id: str
    slug: str
    url: str
    kind: str
    title: str
    tagline: str
    description_html: str
    category: CategoryOut | None
    tags: list[TagOut]
    seller: SellerOut
    tiers: list[TierOut]
    cover: CoverOut | None
    attributes: dict[str, Any]
    created_at: datetime
    approved_at: datetime | None


class ProductOut(ProductHead):
    """The same of one product, with all its pictures."""

    pictures: list[CoverOut]
    rating: dict[str, Any] | None
    revision: int
    changed_at: datetime


class PublicFileOut(Schema):
    """A file of a version; what is in it is had by who bought it."""

    id: str
    name: str
    bytes: int
    media_type: str
    is_sample: bool


class OwnFileOut(PublicFileOut):
    """The same for its seller: `tiers` are those that it comes with, none being all."""

    sha256: str
    tiers: list[str]


class OwnVersionOut(Schema):
    """A version as its seller sees it in a list."""

    id: str
    number: str
    changelog: str
    preview: str
    published_at: datetime | None
    is_current: bool
    has_content: bool
    files: list[OwnFileOut]


class WholeVersionOut(OwnVersionOut):
    """The same with the text that it delivers: for its seller alone."""

    content: str


class OwnTierOut(Schema):
    """A tier as its seller set it; `id` is null for one that waits for review."""

    id: str | None
    name: str
    about: str
    pricing: str
    interval: str
    prices: dict[str, int]
    suggested: dict[str, int]
    stock: int | None
    most: int
    is_active: bool


class ChangeOut(Schema):
    """What was last asked of staff, and what they said; `after` are the fields that change."""

    id: str
    is_first: bool
    state: str
    after: dict[str, Any]
    note: str
    reason: str
    submitted_at: datetime | None
    decided_at: datetime | None


class ListingOut(Schema):
    """A listing as its seller sees it, with everything that waits in it; `pending` names the fields that wait."""

    id: str
    slug: str
    kind: str
    state: str
    is_paused: bool
    revision: int
    title: str
    tagline: str
    description: str
    category: str
    tags: list[str]
    attributes: dict[str, Any]
    tiers: list[OwnTierOut]
    pictures: list[CoverOut]
    versions: list[OwnVersionOut]
    pending: list[str]
    change: ChangeOut | None
    created_at: datetime
    changed_at: datetime
    approved_at: datetime | None


class HeadOut(Schema):
    """A listing in a list."""

    id: str
    slug: str
    kind: str
    title: str
    state: str
    is_paused: bool
    revision: int
    changed_at: datetime


class HeadsOut(Schema):
    """A page of listings."""

    products: list[HeadOut]
    total: int
    page: int
    limit: int


class EditReportOut(Schema):
    """What came of one listing."""

    id: str
    done: bool
    problem: str


class EditReportsOut(Schema):
    """What came of each."""

    reports: list[EditReportOut]


def listing_out(product: Product) -> Json:
    """A seller's own listing."""
    copy, change = working_copy_of(product), last_change(product)
    return {
        **_heads(product),
        **_fields(copy),
        "versions": [version_out(version) for version in versions_of(product)],
        "change": change_out(change) if change else None,
        "created_at": product.created_at,
        "approved_at": product.approved_at,
    }


def version_out(version: Version) -> Json:
    """A seller's own version, without the text that it delivers."""
    return {
        "id": version.public_id,
        "number": version.number,
        "changelog": version.changelog,
        "preview": version.preview,
        "published_at": version.published_at,
        "is_current": version.is_current,
        "has_content": version.has_content,
        "files": [file_out(file) for file in version.files.all()],
    }


def whole_version_out(version: Version) -> Json:
    """The same with its text: for its seller alone."""
    return {**version_out(version), "content": content_of(version)}


def file_out(file: File) -> Json:
    """A seller's own file."""
    return {
        "id": file.public_id,
        "name": file.name,
        "bytes": file.bytes,
        "media_type": file.media_type,
        "is_sample": file.is_sample,
        "sha256": file.sha256,
        "tiers": sorted(tier.public_id for tier in file.tiers.all()),
    }


def change_out(change: Change) -> Json:
    """What was asked of staff."""
    names = ("is_first", "state", "after", "note", "reason", "submitted_at", "decided_at")
    return {"id": change.public_id, **{name: getattr(change, name) for name in names}}


def _heads(product: Product) -> Json:
    names = ("slug", "kind", "title", "state", "is_paused", "revision", "changed_at")
    return {"id": product.public_id, **{name: getattr(product, name) for name in names}}


def head_out(product: Product) -> Json:
    """A seller's own listing in a list."""
    return _heads(product)


def _fields(copy: WorkingCopy) -> Json:
    plain = ("title", "tagline", "description", "category", "tags", "attributes")
    return {
        **{name: getattr(copy, name) for name in plain},
        "tiers": copy.tiers,
        "pictures": [picture_facts(picture) for picture in copy.pictures],
        "pending": sorted(copy.pending),
    }
