"""The attributes that kinds share: the same question has the same name, type and choices wherever it is asked."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from market.catalog.kinds.types import Attribute, Choice, Type


def choices(*pairs: tuple[str, str | Promise]) -> tuple[Choice, ...]:
    """Choices from pairs of a value and its label."""
    return tuple(Choice(value=value, label=label) for value, label in pairs)


LICENCES = choices(
    ("personal", _("Personal use")),
    ("commercial", _("Commercial use")),
    ("team", _("Commercial use in a team")),
    ("resale", _("May be sold on within a work")),
    ("apache-2.0", "Apache 2.0"),
    ("mit", "MIT"),
    ("cc-by-4.0", "CC BY 4.0"),
    ("cc-by-nc-4.0", "CC BY-NC 4.0"),
    ("openrail-m", "OpenRAIL-M"),
    ("other", _("Other terms, in the description")),
)
FAMILIES = choices(
    ("any", _("Any chat model")),
    ("claude", "Claude"),
    ("gpt", "GPT"),
    ("gemini", "Gemini"),
    ("llama", "Llama"),
    ("mistral", "Mistral"),
    ("qwen", "Qwen"),
    ("deepseek", "DeepSeek"),
    ("flux", "Flux"),
    ("stable-diffusion", "Stable Diffusion"),
    ("midjourney", "Midjourney"),
    ("whisper", "Whisper"),
)
MODALITIES = choices(
    ("text", _("Text")),
    ("code", _("Code")),
    ("image", _("Pictures")),
    ("audio", _("Sound")),
    ("video", _("Film")),
    ("tabular", _("Tables")),
    ("embedding", _("Embeddings")),
)
LANGUAGES = choices(
    ("en", _("English")),
    ("de", _("German")),
    ("fr", _("French")),
    ("es", _("Spanish")),
    ("it", _("Italian")),
    ("pt", _("Portuguese")),
    ("nl", _("Dutch")),
    ("ja", _("Japanese")),
    ("zh", _("Chinese")),
    ("many", _("Many")),
)
REGIONS = choices(("eu", _("European Union")), ("us", _("United States")), ("asia", _("Asia")), ("global", _("Global")))

LICENCE = Attribute(
    name="licence",
    label=_("Licence"),
    type=Type.CHOICE,
    choices=LICENCES,
    is_required=True,
    is_filterable=True,
    hint=_("What the buyer may do with it."),
)
MODEL = Attribute(
    name="model",
    label=_("Made for"),
    type=Type.CHOICES,
    choices=FAMILIES,
    is_required=True,
    is_filterable=True,
    hint=_("The models it was tried with."),
)
LANGUAGE = Attribute(name="languages", label=_("Languages"), type=Type.CHOICES, choices=LANGUAGES, is_filterable=True)
MODALITY = Attribute(
    name="modality", label=_("Works on"), type=Type.CHOICES, choices=MODALITIES, is_required=True, is_filterable=True
)
CONTEXT = Attribute(
    name="context_tokens",
    label=_("Context length"),
    type=Type.INTEGER,
    unit=_("tokens"),
    is_filterable=True,
    least=1,
    most=100_000_000,
)
LATENCY = Attribute(
    name="latency_ms",
    label=_("Latency"),
    type=Type.INTEGER,
    unit=_("ms"),
    is_filterable=True,
    least=1,
    most=600_000,
    hint=_("What 95 of 100 calls stay below."),
)
CALL_PRICE = Attribute(
    name="price_per_call_micros",
    label=_("Price per call"),
    type=Type.AMOUNT,
    unit=_("millionths of a US dollar"),
    is_filterable=True,
    most=1_000_000_000,
)
REGION = Attribute(name="region", label=_("Where data is kept"), type=Type.CHOICE, choices=REGIONS, is_filterable=True)
