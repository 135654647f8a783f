"""A limit counts every request once, over all processes: not one too many is let in, and not one too few."""

from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack

import httpx
import pytest
from django.conf import settings
from django.test import Client

from project.accounts.models import User
from project.base.limits import counted_as
from tests.project.accounts.tokens.cast import key_of, member
from tests.site import Site

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)

PROCESSES, REQUESTS, LIMIT, AT_ONCE = 4, 500, 100, 100
SETTINGS = {"API_PER_MINUTE": str(LIMIT), "TRUSTED_PROXIES": "127.0.0.1/32"}


@pytest.fixture(scope="module")
def addresses(django_db_setup: None) -> Iterator[list[str]]:
    """Where four web processes of one program listen."""
    with ExitStack() as running:
        sites = [Site(environment=SETTINGS) for _number in range(PROCESSES)]
        for site in sites:
            running.callback(site.stop)
            site.start()
        yield [site.url for site in sites]


def shown_by(person: User) -> dict[str, str]:
    """The cookie of a browser that they signed in with."""
    browser = Client()
    browser.force_login(person)
    return {"Cookie": f"{settings.SESSION_COOKIE_NAME}={browser.cookies[settings.SESSION_COOKIE_NAME].value}"}


def ask_at_once(addresses: list[str], callers: list[dict[str, str]]) -> Counter[tuple[int, bool]]:
    """Five hundred requests over all processes, by these callers in turn: statuses, and which say when to come back."""

    def ask(number: int) -> tuple[int, bool]:
        headers = callers[number % len(callers)]
        answer = httpx.get(f"{addresses[number % PROCESSES]}/api/boards/unknown", headers=headers, timeout=60)
        return answer.status_code, "Retry-After" in answer.headers

    with ThreadPoolExecutor(AT_ONCE) as pool:
        return Counter(pool.map(ask, range(REQUESTS)))


def test_five_hundred_at_once_over_four_processes_are_cut_at_the_limit(addresses: list[str]) -> None:
    answers = ask_at_once(addresses, [{"X-Forwarded-For": "203.0.113.7"}])
    other = httpx.get(f"{addresses[0]}/api/boards/unknown", headers={"X-Forwarded-For": "203.0.113.8"})

    assert answers == {(404, False): LIMIT, (429, True): REQUESTS - LIMIT}
    assert other.status_code == 404


def test_a_person_is_cut_at_the_limit_over_four_processes_and_seven_addresses(addresses: list[str]) -> None:
    ada, ben = member("Ada"), member("Ben")
    ways = [shown_by(ada), shown_by(ada), {"Authorization": f"Bearer {key_of(ada, 'boards:read')[1]}"}]
    callers = [{**ways[number % 3], "X-Forwarded-For": f"203.0.113.{20 + number}"} for number in range(7)]

    answers = ask_at_once(addresses, callers)
    beside = httpx.get(f"{addresses[0]}/api/boards/unknown", headers={**callers[0], **shown_by(ben)})

    assert answers == {(404, False): LIMIT, (429, True): REQUESTS - LIMIT}
    assert beside.status_code == 404


@pytest.mark.parametrize(
    ("caller", "counted"),
    [
        ("2001:db8:1:2::1", "2001:db8:1:2::/64"),
        ("2001:db8:1:2:ffff:ffff:ffff:ffff", "2001:db8:1:2::/64"),
        ("2001:db8:1:3::1", "2001:db8:1:3::/64"),
        ("::ffff:203.0.113.7", "203.0.113.7"),
        ("203.0.113.7", "203.0.113.7"),
        ("41", "41"),
    ],
)
def test_addresses_of_one_ipv6_network_count_together(caller: str, counted: str) -> None:
    assert counted_as(caller) == counted
