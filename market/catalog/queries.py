"""Reading what is for sale: one product, and the public facts of many in a constant number of queries."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import Prefetch, prefetch_related_objects

from market.catalog.facts import CategoryFacts, PictureFacts, ProductFacts, SellerFacts, TagFacts, TierFacts
from market.catalog.models import Category, Picture, Price, Pricing, Product, Tier
from market.catalog.pictures import widths_of
from market.catalog.words import words_html
from project.accounts.models import User
from project.accounts.profiles.queries import address_name
from project.base.errors import NotFound


def for_sale_by_slug(slug: str) -> Product:
    """The product at this address, if it is for sale. Raises `NotFound`."""
    return _one(slug=slug)


def for_sale_by_id(public_id: str) -> Product:
    """The product of this public id, if it is for sale. Raises `NotFound`."""
    return _one(public_id=public_id)


def find_for_sale(name: str) -> Product:
    """The product of this public id or slug, if it is for sale. Raises `NotFound`."""
    return for_sale_by_id(name) if name.startswith("prd_") else for_sale_by_slug(name)


def price_of(tier: Tier, currency: str) -> int | None:
    """What one costs in minor units, or the least where people pay what they want; None: not sold in this currency."""
    if tier.pricing == Pricing.FREE:
        return 0
    return next((price.amount_minor for price in tier.prices.all() if price.currency == currency), None)


def left_of(tier: Tier) -> int | None:
    """How many are still to be had; None: there is no end of it."""
    return None if tier.stock is None else tier.stock - tier.reserved - tier.sold


def product_facts(products: Iterable[Product]) -> list[ProductFacts]:
    """What everybody may know of these products, in their order; the caller says who may see them at all."""
    rows = list(products)
    prefetch_related_objects(
        rows,
        "seller__profile",
        "category",
        "tags",
        Prefetch("tiers", Tier.objects.filter(is_active=True).order_by("place", "pk"), to_attr="tiers_sold"),
        Prefetch("tiers_sold__prices", Price.objects.order_by("currency")),
        Prefetch("pictures", Picture.objects.filter(is_live=True).order_by("place", "pk"), to_attr="pictures_shown"),
    )
    return [_facts(row) for row in rows]


def category_facts(category: Category) -> CategoryFacts:
    """A category as it is shown."""
    return CategoryFacts(path=category.path, name=category.name, url=f"/categories/{category.path}/")


def seller_facts(seller: User) -> SellerFacts:
    """A seller as everybody may know them."""
    profile = getattr(seller, "profile", None)
    name = address_name(profile) if profile is not None else seller.public_id
    return SellerFacts(
        public_id=seller.public_id,
        name=str(seller),
        handle=profile.handle if profile is not None else None,
        url=f"/sellers/{name}/",
    )


def tier_facts(tiers: Iterable[Tier]) -> tuple[TierFacts, ...]:
    """Tiers as they are shown; their prices are read here where they were not before."""
    return tuple(_tier(tier) for tier in tiers)


def picture_facts(picture: Picture) -> PictureFacts:
    """A picture as it is shown."""
    widths = widths_of(picture)
    return PictureFacts(
        id=picture.public_id,
        alt=picture.alt,
        width=picture.width,
        height=picture.height,
        widths=widths,
        url=f"/pictures/{picture.public_id}/{widths[-1]}.webp",
    )


def _one(**which: str) -> Product:
    product = Product.objects.for_sale().select_related("seller", "category").filter(**which).first()
    if product is None:
        raise NotFound
    return product


def _facts(product: Any) -> ProductFacts:
    pictures: Sequence[PictureFacts] = [picture_facts(picture) for picture in product.pictures_shown]
    return ProductFacts(
        id=product.public_id,
        slug=product.slug,
        url=f"/products/{product.slug}/",
        kind=product.kind,
        title=product.title,
        tagline=product.tagline,
        description_html=words_html(product.description),
        category=category_facts(product.category) if product.category else None,
        tags=tuple(TagFacts(slug=tag.slug, name=tag.name) for tag in product.tags.all()),
        seller=seller_facts(product.seller),
        tiers=tier_facts(product.tiers_sold),
        cover=pictures[0] if pictures else None,
        pictures=tuple(pictures),
        attributes=dict(product.attributes),
        revision=product.revision,
        created_at=product.created_at,
        approved_at=product.approved_at,
        changed_at=product.changed_at,
    )


def _tier(tier: Tier) -> TierFacts:
    prices = {} if tier.pricing == Pricing.FREE else {price.currency: price for price in tier.prices.all()}
    return TierFacts(
        id=tier.public_id,
        name=tier.name,
        about=tier.about,
        pricing=tier.pricing,
        interval=tier.interval,
        prices={currency: price.amount_minor for currency, price in prices.items()},
        suggested={
            currency: price.suggested_minor for currency, price in prices.items() if price.suggested_minor is not None
        },
        most=tier.most,
        left=left_of(tier),
    )
