"""How the walk asks: requests as somebody, undone afterwards, with what became of them."""

from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass, replace
from typing import Any

import orjson
from django.conf import settings
from django.db import transaction
from django.shortcuts import resolve_url
from django.test import Client

from tests.walk.addresses import Address
from tests.walk.bodies import body_of, form_of, query_of
from tests.walk.fingerprint import Prints, changed, fingerprint
from tests.walk.samples import missing, sample
from tests.walk.world import World

type Ask = tuple[Address, str, Client]


@dataclass(frozen=True, kw_only=True)
class Told:
    """What somebody was answered, and which tables it changed."""

    address: Address
    who: str
    status: int
    place: str
    changed: tuple[str, ...] = ()

    @property
    def is_refused(self) -> bool:
        """Turned away: said so, or sent to sign in or to choose a name."""
        doors = (resolve_url(settings.LOGIN_URL), resolve_url("choose_name"))
        return self.status in {401, 403, 404} or (self.status == 302 and self.place.startswith(doors))

    @property
    def is_kept_out(self) -> bool:
        """Nothing was told and nothing happened; 405 says that nobody is served so."""
        return not self.changed and (self.is_refused or self.status == 405 or self.address.method == "OPTIONS")

    def __str__(self) -> str:
        what = f" and changed {', '.join(self.changed)}" if self.changed else ""
        return f"{self.address} as {self.who}: {self.status} {self.place}{what}"


def path_of(world: World, address: Address) -> str | None:
    """The path with Ada's objects in it; None where a parameter has no sample."""
    if missing(address):
        return None
    path = address.route
    for name in address.parameters:
        value, found = sample(world, address, name), False
        for form in (f"<{name}>", *(f"<{kind}:{name}>" for kind in ("str", "slug", "int", "uuid", "path"))):
            found, path = found or form in path, path.replace(form, value)
        assert found, f"how {name} stands in {address.route} is not known to the walk"
    return f"/{path}"


def ask_freely(world: World, asks: list[Ask]) -> list[Told]:
    """Ask those who may do what they ask for; whatever they did is undone."""
    return [_undone(lambda one=one: _ask(world, *one)) for one in asks]  # type: ignore[misc]


def ask_watched(world: World, asks: list[Ask], before: Prints) -> list[Told]:
    """Ask those whose asking must change nothing: all together, and one by one when something did change."""

    def together() -> list[Told]:
        found = [_ask(world, *one) for one in asks]
        return found if fingerprint() == before else []

    def alone(one: Ask) -> Told:
        return replace(_ask(world, *one), changed=changed(before, fingerprint()))

    return _undone(together) or [_undone(lambda one=one: alone(one)) for one in asks]  # type: ignore[misc]


def _undone[R](do: Callable[[], R]) -> R:
    with transaction.atomic():
        done = do()
        transaction.set_rollback(True)
    return done


def _ask(world: World, address: Address, who: str, browser: Client) -> Told:
    path = path_of(world, address)
    assert path is not None
    cookies = deepcopy(browser.cookies)
    answer = _send(world, address, path, browser)
    # What was answered is undone, and so is what the browser kept of it: a sign-out among others.
    browser.cookies = cookies
    return Told(address=address, who=who, status=answer.status_code, place=answer.headers.get("Location", ""))


def answered(world: World, address: Address, browser: Client) -> Any:
    """What is answered there, whole; what it did is undone. None where the walk does not know the way."""
    path = path_of(world, address) if "(" not in address.route and not missing(address) else None
    return None if path is None else asked_as(world, address, path, browser)


def asked_as(world: World, address: Address, path: str, browser: Client) -> Any:
    """What this path of an address is answered, whole; what it did is undone."""
    return _undone(lambda: _send(world, address, path, browser))


def _send(world: World, address: Address, path: str, browser: Client) -> Any:
    query = query_of(world, address)
    said = None if address.is_safe else body_of(world, address)
    if said is not None and said[0] == "application/json":
        body = orjson.dumps(said[1])
        return browser.generic(address.method, path, body, content_type=said[0], query_params=query)
    if address.method == "POST":
        return browser.post(path, said[1] if said else form_of(world, address), query_params=query)
    return browser.generic(address.method, path, query_params=query)
