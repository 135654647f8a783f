"""Each kind of product: its attributes, what it delivers, how it may be paid for, which files it may have."""

from dataclasses import dataclass
from enum import StrEnum

from django.utils.translation import gettext_lazy as _

from market.catalog.kinds.attributes import (
    CALL_PRICE,
    CONTEXT,
    LANGUAGE,
    LATENCY,
    LICENCE,
    MODALITY,
    MODEL,
    REGION,
    choices,
)
from market.catalog.kinds.types import Attribute, Type, Words
from market.catalog.models import Pricing, ProductKind

EVERY_PRICING = frozenset(Pricing)
# What is handed over once has nothing to go on paying for; what runs on somebody's machines has.
ONCE = frozenset({Pricing.ONE_TIME, Pricing.FREE, Pricing.PAY_WHAT_YOU_WANT})
RUNNING = frozenset({Pricing.RECURRING, Pricing.ONE_TIME, Pricing.FREE})
PAPERS = frozenset({"txt", "md", "pdf", "json", "csv", "zip"})
PICTURES = frozenset({"png", "jpg", "jpeg", "webp"})
WEIGHTS = frozenset({"safetensors", "gguf", "onnx"})
SCRIPTS = frozenset({"py", "ipynb"})
MEDIA = frozenset({"mp3", "mp4"})


class Delivers(StrEnum):
    """What a version must have before it can be published."""

    CONTENT = "content"
    FILES = "files"
    EITHER = "either"


@dataclass(frozen=True, slots=True, kw_only=True)
class KindOfProduct:
    """What there is to know about a kind."""

    kind: ProductKind
    about: Words
    attributes: tuple[Attribute, ...]
    delivers: Delivers
    content_label: Words
    pricings: frozenset[Pricing]
    endings: frozenset[str]


PROMPT = KindOfProduct(
    kind=ProductKind.PROMPT,
    about=_("Words that make a model do something well, with examples of what comes out."),
    attributes=(
        MODEL,
        Attribute(
            name="task",
            label=_("Task"),
            type=Type.CHOICE,
            is_required=True,
            is_filterable=True,
            choices=choices(
                ("writing", _("Writing")),
                ("coding", _("Programming")),
                ("research", _("Research")),
                ("images", _("Pictures")),
                ("marketing", _("Marketing")),
                ("learning", _("Learning")),
                ("analysis", _("Analysis")),
                ("agents", _("Agents")),
            ),
        ),
        LICENCE,
        LANGUAGE,
        Attribute(
            name="variables",
            label=_("Placeholders"),
            type=Type.TEXT,
            hint=_("What the buyer fills in, separated by commas."),
        ),
        CONTEXT,
    ),
    delivers=Delivers.CONTENT,
    content_label=_("The prompt"),
    pricings=ONCE,
    endings=PAPERS | PICTURES,
)
MODEL_KIND = KindOfProduct(
    kind=ProductKind.MODEL,
    about=_("Weights to run oneself, with a card that says what they can and cannot do."),
    attributes=(
        MODALITY,
        LICENCE,
        Attribute(
            name="format",
            label=_("Format"),
            type=Type.CHOICES,
            is_required=True,
            is_filterable=True,
            choices=choices(("safetensors", "safetensors"), ("gguf", "GGUF"), ("onnx", "ONNX")),
        ),
        Attribute(
            name="parameters_millions",
            label=_("Parameters"),
            type=Type.INTEGER,
            unit=_("million"),
            is_filterable=True,
            least=1,
            most=10_000_000,
        ),
        CONTEXT,
        LATENCY,
        Attribute(name="base_model", label=_("Made from"), type=Type.TEXT),
        LANGUAGE,
    ),
    delivers=Delivers.FILES,
    content_label=_("Notes for buyers"),
    pricings=EVERY_PRICING,
    endings=WEIGHTS | PAPERS | SCRIPTS,
)
DOWNLOAD = KindOfProduct(
    kind=ProductKind.DOWNLOAD,
    about=_("Files to have: data sets, templates, notebooks, books, sounds."),
    attributes=(
        Attribute(
            name="contains",
            label=_("Contains"),
            type=Type.CHOICE,
            is_required=True,
            is_filterable=True,
            choices=choices(
                ("dataset", _("Data set")),
                ("template", _("Template")),
                ("notebook", _("Notebook")),
                ("book", _("Book or guide")),
                ("code", _("Source code")),
                ("graphics", _("Graphics")),
                ("sound", _("Sound")),
                ("film", _("Film")),
            ),
        ),
        LICENCE,
        Attribute(name="rows", label=_("Rows"), type=Type.INTEGER, is_filterable=True, least=1),
        Attribute(name="pages", label=_("Pages"), type=Type.INTEGER, least=1, most=100_000),
        LANGUAGE,
    ),
    delivers=Delivers.FILES,
    content_label=_("Notes for buyers"),
    pricings=ONCE,
    endings=PAPERS | PICTURES | SCRIPTS | MEDIA,
)
API = KindOfProduct(
    kind=ProductKind.API,
    about=_("Something that programs call, with a price for each call and a figure for its speed."),
    attributes=(
        Attribute(
            name="authentication",
            label=_("Authentication"),
            type=Type.CHOICE,
            is_required=True,
            choices=choices(("key", _("Key")), ("oauth", "OAuth 2"), ("none", _("None"))),
        ),
        CALL_PRICE,
        LATENCY,
        Attribute(
            name="calls_per_minute",
            label=_("Calls a minute"),
            type=Type.INTEGER,
            is_filterable=True,
            least=1,
            most=10_000_000,
        ),
        REGION,
        Attribute(name="documentation", label=_("Documentation"), type=Type.ADDRESS),
        MODALITY,
        LICENCE,
    ),
    delivers=Delivers.EITHER,
    content_label=_("How to reach it"),
    pricings=RUNNING,
    endings=PAPERS | SCRIPTS,
)
SAAS = KindOfProduct(
    kind=ProductKind.SAAS,
    about=_("A service that runs elsewhere: what is sold is the way in."),
    attributes=(
        Attribute(name="website", label=_("Website"), type=Type.ADDRESS, is_required=True),
        Attribute(
            name="platforms",
            label=_("Runs on"),
            type=Type.CHOICES,
            is_required=True,
            is_filterable=True,
            choices=choices(
                ("web", _("Browser")),
                ("macos", "macOS"),
                ("windows", "Windows"),
                ("linux", "Linux"),
                ("ios", "iOS"),
                ("android", "Android"),
            ),
        ),
        Attribute(name="trial_days", label=_("Days to try"), type=Type.INTEGER, is_filterable=True, most=365),
        REGION,
        Attribute(name="single_sign_on", label=_("Single sign-on"), type=Type.YES_NO, is_filterable=True),
        LANGUAGE,
    ),
    delivers=Delivers.CONTENT,
    content_label=_("How to get in"),
    pricings=RUNNING,
    endings=PAPERS,
)
KINDS: dict[str, KindOfProduct] = {one.kind: one for one in (PROMPT, MODEL_KIND, DOWNLOAD, API, SAAS)}
