"""The API's limit is a person's own where they are known, and their address's where they are not."""

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from project.accounts.models import User
from tests.project.accounts.tokens.cast import key_of, member, showing, tokens_of

pytestmark = pytest.mark.django_db

HERE = "198.51.100.40"


def ask(client: Client, path: str = "/api/boards", address: str = HERE) -> int:
    return client.get(path, REMOTE_ADDR=address).status_code


@pytest.fixture
def ada() -> User:
    return member("Ada")


def signed_in(user: User) -> Client:
    browser = Client()
    browser.force_login(user)
    return browser


def test_two_people_behind_one_address_have_a_share_each(few_requests: int, ada: User) -> None:
    first, second, stranger = signed_in(ada), signed_in(member("Ben")), Client()

    spent = [ask(first) for _ in range(few_requests + 1)]

    assert spent == [200, 200, 200, 429]
    assert [ask(second), ask(stranger)] == [200, 200]


def test_a_person_has_one_share_wherever_and_however_they_come(few_requests: int, ada: User) -> None:
    _key, text = key_of(ada, "boards:read")
    ways = [signed_in(ada), showing(text), showing(tokens_of(ada).access), signed_in(ada)]

    codes = [ask(client, address=f"198.51.100.{number}") for number, client in enumerate(ways, 50)]

    assert codes == [200, 200, 200, 429]


@pytest.mark.parametrize("shown", ["rlt_" + "0" * 33, "x", "a.b.c", "brd_" + "0" * 33])
def test_a_key_that_is_none_is_counted_by_its_address(few_requests: int, shown: str) -> None:
    address = f"198.51.100.{60 + len(shown)}" if shown[0] != "b" else "198.51.100.59"

    codes = [ask(showing(shown), address=address) for _ in range(few_requests + 1)]

    assert codes[-1] == 429
    assert 429 not in codes[:-1]


def test_a_cookie_that_is_none_does_not_open_another_share(few_requests: int) -> None:
    codes = []
    for number in range(few_requests + 1):
        client = Client()
        client.cookies["session"] = f"forged{number}"
        codes.append(ask(client, address="198.51.100.70"))

    assert codes == [200, 200, 200, 429]


def test_guests_share_their_address(few_requests: int) -> None:
    codes = []
    for number in range(few_requests + 1):
        guest = Client()
        guest.post("/name/", {"name": f"Guest {number}"})
        codes.append(ask(guest, address="198.51.100.71"))

    assert codes == [200, 200, 200, 429]


def test_who_shows_nothing_is_counted_without_a_question_to_the_database(
    few_requests: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(0):
        codes = [ask(Client(), "/api/no-such-thing", address="198.51.100.72") for _ in range(few_requests + 1)]

    assert codes == [404, 404, 404, 429]
