"""A limit counts every request once, over all processes: not one too many is let in, and not one too few."""

from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack

import httpx
import pytest

from project.base.limits import counted_as
from tests.site import Site

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)

PROCESSES, REQUESTS, LIMIT, AT_ONCE = 4, 500, 100, 100
SETTINGS = {"API_PER_MINUTE": str(LIMIT), "TRUSTED_PROXIES": "127.0.0.1/32"}


@pytest.fixture
def addresses() -> Iterator[list[str]]:
    """Where four web processes of one program listen."""
    with ExitStack() as running:
        sites = [Site(environment=SETTINGS) for _number in range(PROCESSES)]
        for site in sites:
            running.callback(site.stop)
            site.start()
        yield [site.url for site in sites]


def test_five_hundred_at_once_over_four_processes_are_cut_at_the_limit(addresses: list[str]) -> None:
    asking = {"X-Forwarded-For": "203.0.113.7"}

    def ask(number: int) -> tuple[int, int]:
        answer = httpx.get(f"{addresses[number % PROCESSES]}/api/boards/unknown", headers=asking, timeout=60)
        return answer.status_code, int("Retry-After" in answer.headers)

    with ThreadPoolExecutor(AT_ONCE) as pool:
        answers = Counter(pool.map(ask, range(REQUESTS)))
    other = httpx.get(f"{addresses[0]}/api/boards/unknown", headers={"X-Forwarded-For": "203.0.113.8"})

    assert answers == {(404, 0): LIMIT, (429, 1): REQUESTS - LIMIT}
    assert other.status_code == 404


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
