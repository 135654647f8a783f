"""The filters beside a list: what can be chosen, how much there is of it, and what is chosen already."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from frontend.store.browse.links import at_category, without
from market.catalog.models import Category, Pricing, ProductKind, Tag
from market.finding.indexing.traits import trait_words
from market.finding.search.facets import Facets
from market.finding.search.wanted import Wanted
from project.base.money import typed, written

TAGS = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One value of a filter; `url` only where it is a link."""

    value: str
    label: str
    count: int
    chosen: bool = False
    url: str = ""
    depth: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """A filter that is set, and the address without it."""

    label: str
    url: str


def choices_of(request: HttpRequest, wanted: Wanted, facets: Facets) -> dict[str, Any]:
    """Every filter, for the form."""
    counts = facets.counts
    return {
        "categories": _categories(request, wanted, counts["category"]),
        "kinds": _named(ProductKind.choices, counts["kind"], wanted.kind),
        "pricings": _named(Pricing.choices, counts["pricing"], wanted.pricing),
        "tags": _tags(wanted, counts["tag"]),
        "traits": _traits(wanted, counts["trait"]),
        "free": Choice(value="1", label=_("Free"), count=counts["free"].get("true", 0), chosen=wanted.free),
        "prices": _prices(wanted, facets),
    }


def chosen_of(request: HttpRequest, wanted: Wanted, currency: str) -> list[Chosen]:
    """The filters that are set, each with the way out of it."""
    told = [("kind", "", str(ProductKind(wanted.kind).label))] if wanted.kind else []
    told += [("pricing", "", str(Pricing(wanted.pricing).label))] if wanted.pricing else []
    told += [("free", "", _("Free"))] if wanted.free else []
    if wanted.price_min is not None:
        told.append(("price_min", "", _("From %(price)s") % {"price": written(wanted.price_min, currency)}))
    if wanted.price_max is not None:
        told.append(("price_max", "", _("Up to %(price)s") % {"price": written(wanted.price_max, currency)}))
    names = dict(Tag.objects.filter(slug__in=wanted.tags).values_list("slug", "name")) if wanted.tags else {}
    told += [("tag", tag, names.get(tag, tag)) for tag in wanted.tags]
    told += [("trait", trait, str(trait_words(trait)[1])) for trait in wanted.traits]
    told += [("seller", "", _("One seller"))] if wanted.seller else []
    return [Chosen(label=label, url=without(request, name, value)) for name, value, label in told]


def _categories(request: HttpRequest, wanted: Wanted, counts: dict[str, int]) -> list[Choice]:
    """The roots, the way down to the chosen one, and what is right below it."""
    shown = [path for path in counts if _is_near(path, wanted.category)]
    names = dict(Category.objects.filter(path__in=shown).values_list("path", "name"))
    return [
        Choice(
            value=path,
            label=names[path],
            count=counts[path],
            chosen=path == wanted.category,
            url=at_category(request, path),
            depth=path.count("/"),
        )
        for path in sorted(shown)
        if path in names
    ]


def _is_near(path: str, chosen: str) -> bool:
    above = path.rpartition("/")[0]
    return above in {"", chosen} or f"{chosen}/".startswith(f"{above}/")


def _named(known: Iterable[tuple[Any, Any]], counts: dict[str, int], chosen: str) -> list[Choice]:
    return [
        Choice(value=value, label=str(label), count=counts.get(value, 0), chosen=value == chosen)
        for value, label in known
        if counts.get(value) or value == chosen
    ]


def _tags(wanted: Wanted, counts: dict[str, int]) -> list[Choice]:
    """The chosen ones first, then the most used."""
    slugs = [*wanted.tags, *(slug for slug in counts if slug not in wanted.tags)][: TAGS + len(wanted.tags)]
    names = dict(Tag.objects.filter(slug__in=slugs).values_list("slug", "name"))
    return [
        Choice(value=slug, label=names[slug], count=counts.get(slug, 0), chosen=slug in wanted.tags)
        for slug in slugs
        if slug in names
    ]


def _traits(wanted: Wanted, counts: dict[str, int]) -> list[tuple[str, list[Choice]]]:
    """What kinds say of themselves, by question."""
    groups: dict[str, list[Choice]] = {}
    for trait in sorted({*counts, *wanted.traits}):
        question, answer = trait_words(trait)
        choice = Choice(value=trait, label=str(answer), count=counts.get(trait, 0), chosen=trait in wanted.traits)
        groups.setdefault(str(question), []).append(choice)
    return list(groups.items())


def _prices(wanted: Wanted, facets: Facets) -> dict[str, Any]:
    currency = facets.currency
    ends = {"least": facets.cheapest, "most": facets.dearest}
    return {
        "currency": currency,
        "min": "" if wanted.price_min is None else typed(wanted.price_min, currency),
        "max": "" if wanted.price_max is None else typed(wanted.price_max, currency),
        **{name: written(end, currency) if end is not None else "" for name, end in ends.items()},
    }
