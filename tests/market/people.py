"""The people of the market, and things for sale: Ada sells, Ben buys with an address of his own, Cyd is a stranger."""

from collections.abc import Mapping, Sequence
from itertools import count
from typing import Any

from allauth.account.models import EmailAddress
from django.core.files.base import ContentFile
from django.utils.text import slugify

from market.catalog.models import Category, Content, File, Price, Product, Tag, Tier, Version
from project.accounts.models import Role, User
from project.accounts.visitors import Visitor, member_as_visitor
from project.base import clock
from project.base.storage import new_name, private_files

_numbers = count(1)
SECRET = "The words that are paid for: heron, harbour, halyard."


def member(name: str, *, roles: Sequence[Role] = (), **fields: Any) -> User:
    """A member with a verified address; the same row when they are asked for again."""
    address = f"{name.lower()}@example.org"
    person = User.objects.filter(email=address).first()
    if person is None:
        is_staff = bool({Role.SUPPORT, Role.ADMIN}.intersection(roles))
        person = User.objects.create_user(address, display_name=name, roles=list(roles), is_staff=is_staff, **fields)
        EmailAddress.objects.create(user=person, email=address, verified=True, primary=True)
    return person


def ada() -> User:
    """Sells."""
    return member("Ada", roles=[Role.SELLER])


def ben() -> User:
    """Buys."""
    return member("Ben")


def cyd() -> User:
    """Has nothing to do with either; sells too, so that only whose it is can turn her away."""
    return member("Cyd", roles=[Role.SELLER])


def sue() -> User:
    """Works at the desk."""
    return member("Sue", roles=[Role.SUPPORT])


def visitor(person: User, **options: Any) -> Visitor:
    """This member, visiting."""
    return member_as_visitor(person, session_key=None, **options)


def category(path: str = "prompts") -> Category:
    """The category of this path, with those above it."""
    above, _slash, slug = path.rpartition("/")
    parent = category(above) if above else None
    found, _made = Category.objects.get_or_create(
        path=path, defaults={"parent": parent, "slug": slug, "name": slug.replace("-", " ").capitalize()}
    )
    return found


def product(
    seller: User,
    *,
    price_minor: int = 1000,
    currency: str = "USD",
    prices: Mapping[str, int] | None = None,
    kind: str = "prompt",
    pricing: str = "one_time",
    stock: int | None = None,
    most: int = 1,
    title: str = "",
    at: str = "prompts",
    tags: Sequence[str] = (),
    content: str = SECRET,
    files: Mapping[str, bytes] | None = None,
    samples: Sequence[str] = (),
    **fields: Any,
) -> Product:
    """An approved product with one tier and a published version, made straight through the models.

    `prices` (currency → minor units) instead of `price_minor`; free ones have none. Overrides as model fields.
    """
    number, now = next(_numbers), clock.now()
    title = title or f"Product {number}"
    values = {"state": "approved", "approved_at": now, "description": f"About {title}.", **fields}
    made = Product.objects.create(
        seller=seller, kind=kind, title=title, slug=f"{slugify(title)[:60]}-{number}", category=category(at), **values
    )
    made.tags.set([Tag.objects.get_or_create(slug=slugify(one), defaults={"name": one})[0] for one in tags])
    sold_at = prices if prices is not None else {currency: price_minor}
    tier(made, prices={} if pricing == "free" else sold_at, pricing=pricing, stock=stock, most=most)
    release(made, content=content, files=files or {}, samples=samples)
    return made


def tier(
    made: Product,
    *,
    name: str = "Standard",
    prices: Mapping[str, int] | None = None,
    pricing: str = "one_time",
    interval: str = "",
    stock: int | None = None,
    most: int = 1,
    **fields: Any,
) -> Tier:
    """Another tier of a product."""
    if pricing == "recurring":
        interval = interval or "month"
    values = {"place": made.tiers.count(), **fields}
    added = Tier.objects.create(
        product=made, name=name, pricing=pricing, interval=interval, stock=stock, most=most, **values
    )
    for currency, amount in (prices or {}).items():
        Price.objects.create(tier=added, currency=currency, amount_minor=amount)
    return added


def tier_of(made: Product) -> Tier:
    """A product's first tier."""
    return made.tiers.order_by("place", "pk")[0]


def release(
    made: Product,
    *,
    number: str = "",
    content: str = SECRET,
    files: Mapping[str, bytes] | None = None,
    samples: Sequence[str] = (),
) -> Version:
    """A published version that is current from now on: its contents are fixed, for PostgreSQL keeps them so."""
    version = Version.objects.create(product=made, number=number or f"1.{made.versions.count()}", changelog="New.")
    if content:
        Content.objects.create(version=version, body=content)
    for name, body in (files or {}).items():
        path = private_files().save(new_name("products"), ContentFile(body))
        File.objects.create(
            version=version,
            name=name,
            path=path,
            bytes=len(body),
            media_type="text/plain",
            sha256="0" * 64,
            is_sample=name in samples,
        )
    made.versions.filter(is_current=True).update(is_current=False)
    Version.objects.filter(pk=version.pk).update(published_at=clock.now(), is_current=True)
    version.refresh_from_db()
    return version
