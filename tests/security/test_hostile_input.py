"""Whatever is typed into a form, sent to the API or put into an address: it is refused in words, and breaks nothing."""

import json
import logging
from collections.abc import Iterator
from copy import deepcopy
from itertools import chain
from typing import Any
from urllib.parse import quote

import pytest
from django.db import transaction
from django.test import Client

from tests.security.hostile import JSON, NUMBERS, WORDS, Form, Forms, changed
from tests.walk.addresses import addresses
from tests.walk.asking import answered, path_of
from tests.walk.bodies import body_of
from tests.walk.samples import missing
from tests.walk.world import World, make_world

pytestmark = pytest.mark.django_db
OWN = "http://testserver"


@pytest.fixture
def world() -> Iterator[World]:
    """Something at each address; refusals need not be logged here."""
    logging.disable(logging.CRITICAL)
    yield make_world()
    logging.disable(logging.NOTSET)


def asked(browser: Client, method: str, path: str, **said: Any) -> int:
    """The status of an answer; what it did is undone, and so is what the browser kept of it."""
    cookies = deepcopy(browser.cookies)
    with transaction.atomic():
        answer = getattr(browser, method.lower())(path, **said)
        transaction.set_rollback(True)
    browser.cookies = cookies
    return int(answer.status_code)


def forms(world: World, who: str) -> list[Form]:
    """Every form that somebody is shown, once."""
    browser, found = world.browser(who), dict[Any, Form]()
    for address in addresses():
        if address.method != "GET" or address.operation is not None or address.room == "staff":
            continue
        answer = answered(world, address, browser)
        if answer is not None and answer.headers.get("Content-Type", "").startswith("text/html"):
            for form in Forms(path_of(world, address) or "", answer.text).found:
                found.setdefault((form.action.partition("?")[0], *form.fields), form)
    return list(found.values())


@pytest.mark.parametrize("who", ["Ada", "staff"])
def test_no_form_breaks_whatever_is_typed(world: World, who: str) -> None:
    shown, browser = forms(world, who), world.browser(who)
    broken = set()
    for form in shown:
        for value in ("-1", "NaN", "9" * 40, "a\x00b", "x" * 90_000):
            # What a page itself put there leads on to what is typed beside it.
            kept = {name: was or value for name, was in form.fields.items()}
            if form.action.startswith("/") and asked(browser, "post", form.action, data=kept) >= 500:
                broken.add((form.action, value[:12]))
        if (
            form.action.startswith("/")
            and asked(browser, "post", form.action, data=dict.fromkeys(form.fields, "x")) >= 500
        ):
            broken.add((form.action, "x"))

    assert len(shown) > (40 if who == "Ada" else 3)
    assert broken == set(), sorted(broken)


def test_no_operation_breaks_whatever_its_body_says(world: World) -> None:
    browser, broken = world.browser("Ada"), set()
    for address in addresses():
        said = body_of(world, address) if address.operation is not None and not missing(address) else None
        if said is None or said[0] != "application/json":
            continue
        path = path_of(world, address)
        for hostile in JSON:
            for body in changed(said[1], hostile):
                text = json.dumps(body)
                status = asked(browser, address.method, path or "", data=text, content_type="application/json")
                if status >= 500 and status != 503:
                    broken.add((str(address), text[:90]))

    assert broken == set(), sorted(broken)


def test_no_address_breaks_whatever_stands_in_it(world: World) -> None:
    browser, broken = world.browser("Ada"), set()
    for address in addresses():
        if address.method != "GET" or not address.parameters or "(" in address.route:
            continue
        for value in chain(NUMBERS, WORDS, ("x" * 2_000, "prd_", "ord_" + "0" * 36)):
            path = "/" + address.route
            for name in address.parameters:
                for kind in ("", "str:", "slug:", "int:", "uuid:", "path:"):
                    path = path.replace(f"<{kind}{name}>", quote(value, safe=""))
            if asked(browser, "get", path) >= 500:
                broken.add((str(address), value[:12]))

    assert broken == set(), sorted(broken)


@pytest.mark.parametrize(
    "name", ["search", "q", "category", "tag", "kind", "sort", "page", "limit", "cursor", "min_minor"]
)
def test_no_page_of_the_shop_breaks_whatever_is_asked(world: World, name: str) -> None:
    browser, broken = world.browser("Ada"), set()
    for path in ("/products/", "/api/products", "/api/products/suggest", "/compare/", "/orders/", "/library/"):
        for value in chain(NUMBERS, WORDS, ("x" * 2_000,)):
            if asked(browser, "get", path, query_params={name: value}) >= 500:
                broken.add((path, value[:12]))

    assert broken == set(), sorted(broken)
