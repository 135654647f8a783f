"""`/api/cart`: one's own cart, of a guest's browser, a member's, or a program with the scopes."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated, Any

from django.db import transaction
from django.http import HttpRequest
from ninja import Path, Router

from market.cart import actions
from market.cart.locking import hold_cart
from market.cart.queries import cart_of
from market.cart.refusals import NotInCart
from market.cart.schemas import CartChange, CartItemChange, CartItemIn, CartOut
from market.cart.shown import cart_out
from project.accounts.access import Who, access
from project.accounts.visitors import keep_guest, visitor_of
from project.base import clock, limits
from project.base.conditional import etag_of_answer, require_match, versioned
from project.base.http import client_address
from project.base.problems import Problem

router = Router(tags=["cart"])
CHANGED = {200: CartOut, **dict.fromkeys((403, 404, 409, 412, 422, 429), Problem)}
Line = Annotated[str, Path(max_length=40, pattern=r"^[0-9A-Za-z_]+$")]


@router.get("", response={200: CartOut, 403: Problem})
@access(Who.PUBLIC, scope="cart:read")
def read_cart(request: HttpRequest) -> dict[str, Any]:
    """The cart as it is priced now. Whoever has none reads an empty one, and none is made by looking."""
    return cart_out(cart_of(visitor_of(request).person_id))


@router.patch("", response=CHANGED)
@access(Who.PUBLIC, scope="cart:write")
@versioned
def change_cart(request: HttpRequest, change: CartChange) -> dict[str, Any]:
    """Price the cart in another currency, or agree to what things cost now."""
    with _held(request, _someone(request)) as person_id:
        if change.currency is not None:
            actions.set_currency(person_id=person_id, currency=change.currency, now=clock.now())
        elif change.agree_to_prices:
            actions.agree_to_prices(person_id=person_id, now=clock.now())
    return cart_out(cart_of(person_id))


@router.post("/items", response=CHANGED)
@access(Who.PUBLIC, scope="cart:write")
@versioned
def add_item(request: HttpRequest, item: CartItemIn) -> dict[str, Any]:
    """Put so many of a tier in, to those that are there; answers the cart. A browser without one is given one."""
    with _held(request, _someone(request)) as person_id:
        actions.add(
            person_id=person_id,
            tier_id=item.tier,
            quantity=item.quantity,
            chosen_minor=item.chosen_minor,
            currency=item.currency or "",
            now=clock.now(),
        )
    return cart_out(cart_of(person_id))


@router.patch("/items/{line}", response=CHANGED)
@access(Who.PUBLIC, owned=True, scope="cart:write")
@versioned
def change_item(request: HttpRequest, line: Line, change: CartItemChange) -> dict[str, Any]:
    """Have another quantity of it, or pay another amount where one chooses; answers the cart."""
    with _held(request, _owner(request)) as person_id:
        if change.chosen_minor is not None:
            actions.set_amount(person_id=person_id, line_id=line, chosen_minor=change.chosen_minor, now=clock.now())
        if change.quantity is not None:
            actions.set_quantity(person_id=person_id, line_id=line, quantity=change.quantity, now=clock.now())
    return cart_out(cart_of(person_id))


@router.delete("/items/{line}", response=CHANGED)
@access(Who.PUBLIC, owned=True, scope="cart:write")
@versioned
def remove_item(request: HttpRequest, line: Line) -> dict[str, Any]:
    """Take it out; answers the cart."""
    with _held(request, _owner(request)) as person_id:
        actions.remove(person_id=person_id, line_id=line, now=clock.now())
    return cart_out(cart_of(person_id))


@router.delete("/clear", response=CHANGED)
@access(Who.PUBLIC, scope="cart:write")
@versioned
def clear_cart(request: HttpRequest) -> dict[str, Any]:
    """Take everything out; answers the empty cart."""
    person_id = visitor_of(request).person_id
    if person_id is not None:
        with _held(request, person_id):
            actions.clear(person_id=person_id, now=clock.now())
    return cart_out(cart_of(person_id))


def count_change(request: HttpRequest) -> None:
    """Count one change against the limit of whoever makes it, known or not. Raises `TooManyTries`."""
    person_id = visitor_of(request).person_id
    limits.ask("cart", f"person {person_id}" if person_id is not None else client_address(request))


def _someone(request: HttpRequest) -> int:
    """Whoever comes, as a row: a browser that nobody knows becomes a guest."""
    count_change(request)
    person_id = keep_guest(request).person_id
    assert person_id is not None  # noqa: S101 - it was just kept
    return person_id


def _owner(request: HttpRequest) -> int:
    count_change(request)
    person_id = visitor_of(request).person_id
    if person_id is None:
        raise NotInCart
    return person_id


@contextmanager
def _held(request: HttpRequest, person_id: int) -> Iterator[int]:
    """Nobody comes between the comparison with `If-Match` and the change."""
    with transaction.atomic():
        if "If-Match" in request.headers:
            hold_cart(person_id)
            require_match(request, etag_of_answer(CartOut, cart_out(cart_of(person_id))))
        yield person_id
