"""What a listing still lacks before staff can read it: the same for the seller's page, the API and submitting."""

from django.utils.translation import gettext as _

from market.catalog.checking import SHORTEST_DESCRIPTION, check_tiers
from market.catalog.copies import tiers_of
from market.catalog.kinds import Delivers, kind_of, read_attributes
from market.catalog.models import Product, Version
from market.catalog.refusals import ProductNotValid


def problems_of(product: Product) -> dict[str, str]:
    """What is missing or wrong in a draft, by field; nothing where it can be submitted."""
    problems = read_attributes(product.kind, product.attributes)[1]
    if len(product.description) < SHORTEST_DESCRIPTION:
        problems["description"] = _("Describe it in at least %(least)s characters.") % {"least": SHORTEST_DESCRIPTION}
    if product.category is None:
        problems["category"] = _("Choose a category.")
    return {**problems, **_tier_problems(product), **_version_problems(product)}


def draft_version(product: Product) -> Version | None:
    """The version that would be published next: the newest that is not."""
    return product.versions.filter(published_at=None).order_by("-pk").first()


def version_problems(product: Product, version: Version) -> dict[str, str]:
    """What a version lacks before it can be published."""
    delivers = kind_of(product.kind).delivers
    has_content = version.has_content
    has_files = version.files.filter(is_sample=False).exists()
    if delivers is Delivers.CONTENT and not has_content:
        return {"content": _("Write what the buyer gets.")}
    if delivers is Delivers.FILES and not has_files:
        return {"files": _("Add at least one file that the buyer gets.")}
    if not has_content and not has_files:
        return {"content": _("Write what the buyer gets, or add a file.")}
    return {}


def _tier_problems(product: Product) -> dict[str, str]:
    tiers = tiers_of(product)
    if not any(tier.is_active for tier in tiers):
        return {"tiers": _("Add at least one way to buy it.")}
    try:
        check_tiers(product.kind, tiers)
    except ProductNotValid as refusal:
        return refusal.fields
    return {}


def _version_problems(product: Product) -> dict[str, str]:
    version = draft_version(product)
    if version is None:
        return {"version": _("Add a version with what the buyer gets.")}
    return version_problems(product, version)
