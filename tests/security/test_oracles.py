"""What is somebody else's is answered as what does not exist: nobody learns by asking that it is there."""

import re
from collections.abc import Iterator
from typing import Any

import pytest

from project.accounts.models import Role, User
from realtime.topics import NoSuchTopic, registered
from tests.security.planted import Planted
from tests.walk.addresses import SAFE, Address, addresses
from tests.walk.asking import asked_as, path_of
from tests.walk.samples import TOPICS, missing, sample
from tests.walk.world import World

pytestmark = pytest.mark.django_db
CHANGING = re.compile(r"[0-9A-Za-z+/=_-]{24,}|\d+ms|rid-\w+")
# What anybody may know to be there, and what is found by another word than an id.
OPEN = {"people", "sellers", "categories", "sitemaps", "boards", "staff", "auth", "table"}
NO_IDS = {"emoji", "does", "width", "what", "seat", "ending", "side"}


def made_up(text: str) -> str:
    """An id of the same shape that nobody has."""
    if text.isdecimal():
        return str(int(text) + 7_000_000)
    return text[:-6] + "".join(another(letter) for letter in text[-6:])


def another(letter: str) -> str:
    """Another letter or digit of the same kind; one that stands for a number to sixteen stays one."""
    alphabet = next((one for one in ("0123456789", "abcdef", "ghijklmnopqrstuvwxyz") if letter.lower() in one), letter)
    return alphabet[(alphabet.find(letter.lower()) + 3) % len(alphabet)]


def pairs(world: World) -> Iterator[tuple[Address, str, str]]:
    """Each address of somebody's own objects, with Ada's and with what nobody has."""
    for address in addresses():
        said = address.access
        if said is None or not said.owned or not address.parameters or missing(address) or address.room in OPEN:
            continue
        if address.operation is None and address.method not in {"GET", "POST"}:
            continue
        real = path_of(world, address) or ""
        other = real
        for name in set(address.parameters) - NO_IDS:
            value = sample(world, address, name)
            other = other.replace(value, made_up(value))
        if other != real:
            yield address, real, other


def plain(answer: Any, path: str) -> tuple[int, str, str]:
    """An answer without what differs each time."""
    text = answer.content.decode("utf-8", "replace") if not answer.streaming else "streamed"
    for part in (path, *(part for part in path.split("/") if len(part) > 8)):
        text = text.replace(part, "@")
    place = answer.headers.get("Location", "")
    return answer.status_code, CHANGING.sub("~", text), place.partition("?")[0]


@pytest.mark.parametrize("who", ["guest", "Cyd"])
def test_what_is_somebody_elses_is_answered_as_what_is_not_there(planted: Planted, who: str) -> None:
    world, told, asked = planted.world, [], 0
    User.objects.filter(pk=world.people["Cyd"].pk).update(roles=[Role.SELLER])
    browser = world.browser(who)

    for address, real, other in pairs(world):
        answers = [asked_as(world, address, path, browser) for path in (real, other)]
        first, second = plain(answers[0], real), plain(answers[1], other)
        asked += 1
        if first != second:
            told.append(f"{address}: {first[0]} {first[2]} and {second[0]} {second[2]}")

    assert asked > 60
    assert told == [], "\n".join(told)


def test_a_draft_has_no_page_no_picture_and_no_topic_that_tells_that_it_is_there(planted: Planted) -> None:
    browser, slug = planted.world.browser("Cyd"), planted.unfinished.slug
    ways = ("/products/{}/", "/api/products/{}", "/share/products/{}.png", "/api/products/{}/similar", "/compare/?p={}")

    for way in ways:
        answers = []
        for name in (slug, made_up(slug)):
            answer = browser.get(way.format(name))
            answers.append((answer.status_code, CHANGING.sub("~", answer.text.replace(name, "@"))))
        assert answers[0] == answers[1], way

    for kind in registered():
        if kind.is_public:
            assert [kind.name, *told(kind, planted.unfinished.public_id)] == [kind.name, *told(kind, "prd_nobodys")]


def told(kind: Any, key: str) -> list[str]:
    """What a topic shows under this key; nothing where there is none."""
    try:
        return [str(kind.snapshot(key)).replace(key, "@")]
    except NoSuchTopic:
        return []


def test_topics_of_others_refuse_as_those_of_nobody(planted: Planted) -> None:
    world = planted.world
    visitors = world.visitors()
    kinds = {kind.name: kind for kind in registered()}

    for name, (allowed, key_of) in TOPICS.items():
        key = key_of(world)
        for who in {"guest", "Cyd"} - allowed:
            answers = [kinds[name].admits(visitors[who], one) for one in (key, made_up(key))]
            assert answers == [False, False], (name, who)


def test_all_of_these_are_asked(planted: Planted) -> None:
    """The walk knows what is whose: rooms of the market are among them."""
    rooms = {address.room for address, _real, _other in pairs(planted.world) if address.method not in SAFE}

    assert {"orders", "library", "studio", "cart", "catalog", "collections"} <= rooms
