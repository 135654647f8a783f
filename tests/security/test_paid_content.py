"""What is paid for, private or not yet published reaches nobody who may not have it, in whatever it may be told."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from market.catalog.models import Content, File
from project.accounts.tokens.models import ApiKey
from project.accounts.tokens.scopes import scope_names
from project.base import clock
from project.base.keys import digest, new_key
from tests.security.crawling import WRITTEN, Heard, crawl
from tests.security.planted import BESIDE, BODY, COMMON, Planted
from tests.walk.world import World

pytestmark = pytest.mark.django_db
OUTSIDERS = ("guest", "Cyd", "Dan", "Flo", "Hal", "admin", "program", "program of Cyd")
BOUGHT = frozenset({BODY, COMMON, BESIDE})


def browser_of(world: World, who: str) -> Client:
    """Somebody's browser, or a program with every scope that a key can hold."""
    if who != "program of Cyd":
        return world.browser(who)
    text, now = new_key("rlt"), clock.now()
    values: dict[str, Any] = {"name": "All", "hint": text[-4:], "digest": digest(text), "scopes": sorted(scope_names())}
    moments = {"created_at": now, "last_used_at": now, "expires_at": now + timedelta(days=30)}
    ApiKey.objects.create(user=world.people["Cyd"], **values, **moments)
    return Client(headers={"Authorization": f"Bearer {text}"}, raise_request_exception=False)


def leaks(told: Iterator[Heard], secrets: frozenset[str]) -> list[str]:
    """Where something was told that must not be."""
    return [f"{one.address}: {one.status} tells {found}" for one in told if (found := one.tells(secrets))]


def test_nothing_is_read_at_any_address_by_who_did_not_pay(planted: Planted) -> None:
    found = {who: leaks(crawl(planted.world, browser_of(planted.world, who)), planted.secrets()) for who in OUTSIDERS}

    # Staff reads what was submitted, as long as it waits for a decision.
    read = found.pop("admin")
    assert [one for one in read if not one.startswith("GET /desk/products/<")] == []
    assert [one for one in read if one.startswith("GET /desk/products/<")] != []
    assert {who: told for who, told in found.items() if told} == {}


def test_nothing_is_answered_to_who_writes_where_they_may_not(planted: Planted) -> None:
    secrets = planted.secrets()

    for who in ("guest", "Cyd", "Flo"):
        assert leaks(crawl(planted.world, browser_of(planted.world, who), methods=WRITTEN), secrets) == []
    assert leaks(crawl(planted.world, browser_of(planted.world, "Eve"), methods=WRITTEN), secrets - BOUGHT) == []


def test_a_buyer_reads_what_the_tier_gives_and_no_more(planted: Planted) -> None:
    told = list(crawl(planted.world, browser_of(planted.world, "Eve")))

    assert leaks(iter(told), planted.secrets() - BOUGHT) == []
    places = {one.address.name or str(one.address) for one in told if one.tells(BOUGHT)}
    assert places == {"library_item", "download", "read_downloads"}


def test_what_may_be_kept_by_anybody_is_the_same_for_everybody(planted: Planted) -> None:
    """A cache between us and them gives what it kept to whoever asks next."""
    guest = {str(one.address): one for one in crawl(planted.world, planted.world.browser("guest"))}
    wrong = []
    for who in ("Ada", "Eve", "admin"):
        for one in crawl(planted.world, planted.world.browser(who)):
            said = one.headers.get("Cache-Control", "")
            if "public" in said:
                same = one.body == guest[str(one.address)].body and "Set-Cookie" not in one.headers
                wrong += [] if same else [f"{one.address} as {who}: public, and not the same for all"]
            elif is_somebodys(one) and not {"private", "no-store", "no-cache"} & set(said.replace(",", " ").split()):
                wrong.append(f"{one.address} as {who}: {said or 'nothing is said of caches'}")

    assert wrong == []


def is_somebodys(one: Heard) -> bool:
    """Whether an answer is for one person: where members come, or owners."""
    said = one.address.access
    # The words of Django's desk in the reader's language are nobody's.
    if one.address.name == "jsi18n":
        return False
    return said is not None and (said.owned or said.who in {"named", "member", "staff", "admin"}) and one.status == 200


def test_part_or_proof_of_a_file_is_not_had_by_who_may_not_have_the_file(planted: Planted) -> None:
    link = f"/downloads/{planted.world.made['download']}/"
    hers = planted.world.browser("Eve").get(link)
    file = File.objects.get(version__product=planted.product, name="common.txt")
    asked = {"Range": "bytes=0-3", "If-None-Match": hers["ETag"], "If-Range": hers["ETag"]}

    for who in ("guest", "Cyd", "Flo", "Dan", "admin"):
        for header in ({}, asked, {"If-None-Match": f'"{file.sha256}"'}, {"If-None-Match": "*"}):
            for answer in (
                planted.world.browser(who).get(link, headers=header),
                planted.world.browser(who).head(link, headers=header),
            ):
                assert answer.status_code in {302, 404}
                assert not {"ETag", "Content-Range", "Content-Disposition"} & set(answer.headers)


def test_this_test_would_notice(planted: Planted, monkeypatch: pytest.MonkeyPatch) -> None:
    """A leak that somebody might make: the text that is paid for as a preview."""
    leaked = Content.objects.get(version__product=planted.product, version__number="1.0").body
    monkeypatch.setattr("market.catalog.queries.words_html", lambda _text: leaked)

    found = leaks(crawl(planted.world, planted.world.browser("guest")), planted.secrets())

    assert [one for one in found if one.startswith("GET /products/<slug:slug>/: 200")] != []
