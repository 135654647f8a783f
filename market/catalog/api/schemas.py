"""What the API of the catalogue takes; unknown keys are refused."""

from typing import Annotated, Any, Literal

from ninja import Schema
from pydantic import BeforeValidator, ConfigDict, Field

from market.catalog.actions import Deed
from market.catalog.actions.bulk import MOST_AT_ONCE
from market.catalog.checking import MOST_TAGS, MOST_TIERS

TEXT = r"^[^\x00]*$"


def _no_nulls(value: object) -> object:
    # PostgreSQL keeps no NUL in a text.
    return value.replace("\x00", "") if isinstance(value, str) else value


ProductId = Annotated[str, Field(pattern=r"^prd_[A-Za-z0-9]{22}$")]
ProductName = Annotated[str, Field(max_length=80, pattern=r"^[A-Za-z0-9_-]{1,80}$")]
VersionId = Annotated[str, Field(pattern=r"^ver_[A-Za-z0-9]{22}$")]
FileId = Annotated[str, Field(pattern=r"^dlf_[A-Za-z0-9]{22}$")]
TierId = Annotated[str, Field(pattern=r"^tier_[A-Za-z0-9]{22}$")]
PictureId = Annotated[str, Field(pattern=r"^pic_[0-9a-f]{22}$")]
RunId = Annotated[str, Field(pattern=r"^imp_[A-Za-z0-9]{22}$")]
Kind = Literal["prompt", "model", "download", "api", "saas"]
Slug = Annotated[str, Field(max_length=70, pattern=r"^([a-z0-9]+(-[a-z0-9]+)*)?$")]
Title = Annotated[str, Field(min_length=3, max_length=120, pattern=TEXT)]
Words = Annotated[str, BeforeValidator(_no_nulls), Field(max_length=10_000)]
Alt = Annotated[str, Field(max_length=200, pattern=TEXT)]
Amounts = Annotated[dict[str, Annotated[int, Field(ge=0, le=10**13)]], Field(max_length=20)]


class Strict(Schema):
    """Input that refuses what it does not know."""

    model_config = ConfigDict(extra="forbid")


class NewProduct(Strict):
    """A draft to begin; without a slug its address is made of the title."""

    kind: Kind
    title: Title
    slug: Slug = ""


class ProductChange(Strict):
    """What is to be different; what is left out stays. `attributes` are all of them."""

    title: Title | None = None
    tagline: Annotated[str, Field(max_length=160, pattern=TEXT)] | None = None
    description: Annotated[str, BeforeValidator(_no_nulls), Field(max_length=20_000)] | None = None
    category: Annotated[str, Field(max_length=250, pattern=r"^[a-z0-9/_-]*$")] | None = None
    tags: Annotated[list[Annotated[str, Field(max_length=40, pattern=TEXT)]], Field(max_length=MOST_TAGS)] | None = None
    attributes: Annotated[dict[str, Any], Field(max_length=40)] | None = None
    slug: Slug | None = None


class Note(Strict):
    """A word for whoever reads the submission."""

    note: Annotated[str, BeforeValidator(_no_nulls), Field(max_length=1000)] = ""


class TierIn(Strict):
    """A tier as it is to be. Without `id` it is a new one; amounts in minor units by currency."""

    id: TierId | None = None
    name: Annotated[str, Field(min_length=1, max_length=60, pattern=TEXT)]
    about: Annotated[str, Field(max_length=300, pattern=TEXT)] = ""
    pricing: Literal["one_time", "recurring", "free", "pay_what_you_want"] = "one_time"
    interval: Literal["", "month", "year"] = ""
    prices: Amounts = {}
    suggested: Amounts = {}
    stock: Annotated[int, Field(ge=0, le=10**9)] | None = None
    most: Annotated[int, Field(ge=1, le=99)] = 1
    is_active: bool = True


class TiersIn(Strict):
    """All tiers in their order: one that is left out is not sold any more."""

    tiers: Annotated[list[TierIn], Field(max_length=MOST_TIERS)]


class NewVersion(Strict):
    """A version to begin; `content` is the text that buyers get."""

    number: Annotated[str, Field(min_length=1, max_length=30, pattern=r"^[0-9A-Za-z][0-9A-Za-z.+_-]*$")]
    changelog: Words = ""
    preview: Words = ""
    content: Annotated[str, BeforeValidator(_no_nulls), Field(max_length=100_000)] | None = None


class VersionChange(Strict):
    """What is to be different in a draft version; an empty `content` takes the text away."""

    number: Annotated[str, Field(min_length=1, max_length=30, pattern=r"^[0-9A-Za-z][0-9A-Za-z.+_-]*$")] | None = None
    changelog: Words | None = None
    preview: Words | None = None
    content: Annotated[str, BeforeValidator(_no_nulls), Field(max_length=100_000)] | None = None


class PictureChange(Strict):
    """Where a picture stands (0 is the cover), and what it shows in words."""

    place: Annotated[int, Field(ge=0, le=20)] | None = None
    alt: Alt | None = None


class ManyEdited(Strict):
    """One thing to do to several listings; `value` is a percentage for `price`, a path for `category`, a tag."""

    products: Annotated[list[ProductId], Field(min_length=1, max_length=MOST_AT_ONCE)]
    deed: Deed
    value: Annotated[str, Field(max_length=250, pattern=TEXT)] = ""
