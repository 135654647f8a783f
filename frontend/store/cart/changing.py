"""What people do to lines of their cart: each a form that works without a script."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from frontend.store.cart import undo
from frontend.store.cart.view import answer_changed, answer_refused
from frontend.store.currency import currency_of, keep_currency
from market.cart import actions
from market.cart.api import count_change
from market.cart.queries import cart_of
from market.cart.refusals import NotInCart, QuantityNotValid
from project.accounts.access import Who, access
from project.accounts.visitors import keep_guest, visitor_of
from project.base import clock
from project.base.errors import NotFound, Refusal
from project.base.money import read_amount

type View = Callable[..., HttpResponse]


def told_beside(view: View) -> View:
    """Count the change, and draw what it is refused for beside its line."""

    @wraps(view)
    def tried(request: HttpRequest, **said: Any) -> HttpResponse:
        try:
            count_change(request)
            return view(request, **said)
        except Refusal as refusal:
            return answer_refused(request, line_id=said.get("line", ""), refusal=refusal)

    return tried


@require_POST
@access(Who.PUBLIC, owned=True)
@told_beside
def change(request: HttpRequest, line: str) -> HttpResponse:
    """Another quantity, one more or one less of it, or another amount."""
    person_id = _owner(request)
    if not {"amount", "quantity"}.intersection(request.POST):
        raise QuantityNotValid
    if "amount" in request.POST:
        amount = read_amount(request.POST["amount"], cart_of(person_id).currency)
        actions.set_amount(person_id=person_id, line_id=line, chosen_minor=amount, now=clock.now())
    if "quantity" in request.POST:
        actions.set_quantity(person_id=person_id, line_id=line, quantity=_quantity(request), now=clock.now())
    return answer_changed(request)


@require_POST
@access(Who.PUBLIC, owned=True)
@told_beside
def remove(request: HttpRequest, line: str) -> HttpResponse:
    """Take it out, and offer it back."""
    gone = actions.remove(person_id=_owner(request), line_id=line, now=clock.now())
    return answer_changed(request, taken_out=undo.undo_of(gone))


@require_POST
@access(Who.PUBLIC)
@told_beside
def put_back(request: HttpRequest) -> HttpResponse:
    """Undo a removal."""
    wanted = undo.read(request.POST)
    person_id = keep_guest(request).person_id
    if wanted is None or person_id is None:
        raise NotFound
    actions.add(
        person_id=person_id,
        tier_id=wanted.tier,
        quantity=wanted.quantity,
        chosen_minor=wanted.chosen_minor,
        now=clock.now(),
    )
    return answer_changed(request)


@require_POST
@access(Who.PUBLIC)
@told_beside
def agree(request: HttpRequest) -> HttpResponse:
    """Take note of what things cost now."""
    person_id = visitor_of(request).person_id
    if person_id is not None:
        actions.agree_to_prices(person_id=person_id, now=clock.now())
    return answer_changed(request)


@require_POST
@access(Who.PUBLIC)
@told_beside
def choose_currency(request: HttpRequest) -> HttpResponse:
    """Price the cart in another currency, and the shop with it."""
    wanted, person_id = request.POST.get("currency", ""), visitor_of(request).person_id
    if person_id is not None:
        actions.set_currency(person_id=person_id, currency=wanted, now=clock.now())
    answer = answer_changed(request)
    return keep_currency(answer, wanted if person_id is not None else currency_of(request))


def _owner(request: HttpRequest) -> int:
    person_id = visitor_of(request).person_id
    if person_id is None:
        raise NotInCart
    return person_id


def _quantity(request: HttpRequest) -> int:
    """What stands in the field, and one more or less where such a button was pressed."""
    typed = undo.number(request.POST["quantity"].strip())
    if typed is None:
        raise QuantityNotValid
    return typed + {"1": 1, "-1": -1}.get(request.POST.get("step", ""), 0)
