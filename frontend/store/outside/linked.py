"""Products for search engines (schema.org), said from the same facts as the page and the API."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django.urls import reverse

from market.catalog.facts import ProductFacts, TierFacts
from project.base.money import exponent

type Json = dict[str, Any]
ORG = "https://schema.org"
UNITS = {"month": "MON", "year": "ANN"}


def graph(*parts: Json) -> Json:
    """Several things on one page."""
    return {"@context": ORG, "@graph": list(parts)}


def product_linked(product: ProductFacts, *, site: str) -> Json:
    """A product with what each tier costs in each currency."""
    url = site + product.url
    told: Json = {
        "@type": "Product",
        "@id": url,
        "sku": product.id,
        "name": product.title,
        "description": product.tagline,
        "url": url,
        "image": [site + picture.url for picture in product.pictures],
        "category": product.category.name if product.category else "",
        "datePublished": product.approved_at.date().isoformat() if product.approved_at else "",
        "offers": offers_of(product, site=site),
    }
    return {name: value for name, value in told.items() if value}


def offers_of(product: ProductFacts, *, site: str) -> list[Json]:
    """One offer of a single price; of more, what they begin and end at in each currency, with each of them."""
    singles = [_offer(product, tier, currency, site) for tier in product.tiers for currency in _currencies(tier)]
    if len(singles) < 2:
        return singles
    return [_spread([one for one in singles if one["priceCurrency"] == each], each) for each in _each(singles)]


def trail_linked(steps: Iterable[tuple[str, str]], *, site: str) -> Json:
    """The way from the start page to here: names with their paths."""
    items = [
        {"@type": "ListItem", "position": place, "name": name, "item": site + path}
        for place, (name, path) in enumerate(steps, start=1)
    ]
    return {"@type": "BreadcrumbList", "itemListElement": items}


def list_linked(products: Iterable[ProductFacts], *, site: str) -> Json:
    """Products in the order of a list."""
    items = [
        {
            "@type": "ListItem",
            "position": place,
            "name": product.title,
            "url": site + product.url,
        }
        for place, product in enumerate(products, start=1)
    ]
    return {"@type": "ItemList", "numberOfItems": len(items), "itemListElement": items}


def site_linked(*, site: str) -> Json:
    """Who runs this site, and how it is searched."""
    search = {"@type": "EntryPoint", "urlTemplate": f"{site}{reverse('products')}?search={{search_term_string}}"}
    house = {"@type": "Organization", "@id": f"{site}/#rialto", "name": "Rialto", "url": f"{site}/"}
    place = {
        "@type": "WebSite",
        "@id": f"{site}/#site",
        "name": "Rialto",
        "url": f"{site}/",
        "publisher": {"@id": house["@id"]},
        "potentialAction": {
            "@type": "SearchAction",
            "target": search,
            "query-input": "required name=search_term_string",
        },
    }
    return graph(house, place)


def decimal(minor: int, currency: str) -> str:
    """An amount as machines read it: 1250 and `USD` as 12.50."""
    return str(Decimal(minor).scaleb(-exponent(currency)))


def _currencies(tier: TierFacts) -> list[str]:
    return sorted(tier.prices) if tier.prices else ["USD"] if tier.pricing == "free" else []


def _offer(product: ProductFacts, tier: TierFacts, currency: str, site: str) -> Json:
    price = decimal(tier.prices.get(currency, 0), currency)
    told: Json = {
        "@type": "Offer",
        "sku": tier.id,
        "name": tier.name,
        "price": price,
        "priceCurrency": currency,
        "availability": f"{ORG}/{_availability(tier.left)}",
        "url": site + product.url,
        "seller": {"@type": "Person", "name": product.seller.name, "url": site + product.seller.url},
    }
    if tier.interval:
        told["priceSpecification"] = {
            "@type": "UnitPriceSpecification",
            "price": price,
            "priceCurrency": currency,
            "unitCode": UNITS[tier.interval],
        }
    return told


def _availability(left: int | None) -> str:
    if left is None:
        return "InStock"
    return "LimitedAvailability" if left else "SoldOut"


def _each(offers: list[Json]) -> list[str]:
    return sorted({one["priceCurrency"] for one in offers})


def _spread(offers: list[Json], currency: str) -> Json:
    prices = sorted((Decimal(one["price"]), one["price"]) for one in offers)
    return {
        "@type": "AggregateOffer",
        "priceCurrency": currency,
        "lowPrice": prices[0][1],
        "highPrice": prices[-1][1],
        "offerCount": len(offers),
        "offers": offers,
    }
