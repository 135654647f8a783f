"""Programs are known by what they show and by nothing else; what is wrong is refused alike, cheaply, and counted."""

from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from project.accounts.models import User
from project.accounts.tokens.access_tokens import LIFE, write_access
from project.accounts.tokens.families import end_family
from project.accounts.tokens.models import ApiKey, Because
from project.base import clock, limits
from project.base.keys import new_key
from tests.project.accounts.tokens.cast import key_of, member, post, showing, tokens_of

pytestmark = pytest.mark.django_db

ME = "/api/auth/me"


@pytest.fixture
def ada() -> User:
    return member()


def shown(header: str) -> Any:
    return Client(headers={"Authorization": header}).get(ME)


# Known


def test_token_costs_one_query_and_a_key_one_and_the_note_of_its_use(
    ada: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    by_token, by_key = showing(tokens_of(ada).access), showing(key_of(ada)[1])

    with django_assert_num_queries(1):
        assert by_token.get(ME).status_code == 200
    with django_assert_num_queries(2):
        assert by_key.get(ME).status_code == 200
    with django_assert_num_queries(1):
        assert by_key.get(ME).status_code == 200


def test_use_of_a_key_is_noted_with_its_address(ada: User) -> None:
    key, text = key_of(ada)

    showing(text).get(ME, REMOTE_ADDR="192.0.2.9")

    key.refresh_from_db()
    assert key.last_used_from == "192.0.2.9"
    assert key.last_used_at is not None


def test_program_is_told_who_it_acts_for_and_what_it_may_do(ada: User) -> None:
    by_key = showing(key_of(ada, "account:read", "chat:read")[1]).get(ME).json()
    by_token = showing(tokens_of(ada).access).get(ME).json()

    assert by_key == {
        "id": ada.public_id,
        "name": "Ada",
        "email": "ada@example.org",
        "roles": [],
        "scopes": ["account:read", "chat:read"],
        "signed_in_by": "key",
    }
    assert by_token["signed_in_by"] == "token"
    assert "boards:write" in by_token["scopes"]
    assert "person" not in by_token["scopes"]


def test_scope_that_is_missing_is_refused_and_nothing_changes(ada: User) -> None:
    _key, text = key_of(ada, "boards:read")

    answer = showing(text).get(ME)

    assert (answer.status_code, answer.json()["code"]) == (403, "ScopeMissing")


def test_cookie_that_comes_along_is_not_even_read(ada: User) -> None:
    cyd = member("Cyd")
    client = Client(headers={"Authorization": f"Bearer {key_of(ada)[1]}"})
    client.force_login(cyd)

    answer = client.get(ME)

    assert answer.json()["id"] == ada.public_id
    assert "Set-Cookie" not in answer.headers
    assert not answer.cookies


def test_wrong_key_beside_a_good_cookie_is_refused(ada: User) -> None:
    client = Client(headers={"Authorization": f"Bearer {new_key('rlt')}"})
    client.force_login(ada)

    assert client.get(ME).status_code == 401


def test_program_changes_things_without_the_token_of_a_page(ada: User) -> None:
    client = Client(enforce_csrf_checks=True, headers={"Authorization": f"Bearer {tokens_of(ada).access}"})

    assert post(client, "logout").status_code == 204


def test_pages_ask_for_no_key(ada: User) -> None:
    answer = Client(headers={"Authorization": f"Bearer {new_key('rlt')}"}).get("/healthz")

    assert answer.status_code == 200


# Refused


@pytest.mark.parametrize(
    "header",
    [
        "",
        " ",
        "Bearer",
        "Bearer ",
        "Bearer  {key}",
        "Bearer {key} ",
        "Bearer\t{key}",
        " Bearer {key}",
        "BEARER {key}",
        "bearer{key}",
        "Basic {key}",
        "Token {key}",
        "{key}",
        "Bearer {key},Bearer {key}",
        "Bearer {key}, Bearer {token}",
        "Bearer {token} {key}",
        "Bearer {upper}",
        "Bearer {key}\x00",
        "Bearer {key}é",
        "Bearer {typo}",
        "Bearer {other}",
        "Bearer {token}x",
        "Bearer {bare}",
        "Bearer " + "a" * 5000,
    ],
)
def test_anything_but_one_good_credential_is_refused_alike_without_a_query(
    ada: User, header: str, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    key, token = key_of(ada)[1], tokens_of(ada).access
    typo = key[:-1] + ("0" if key[-1] != "0" else "1")
    told = header.format(
        key=key, token=token, upper=key.upper(), typo=typo, other=new_key("xyz"), bare=token.rpartition(".")[0] + "."
    )

    with django_assert_num_queries(0):
        answer = shown(told)

    assert refused_alike(answer)


def test_what_was_good_once_is_refused_as_what_never_was(ada: User) -> None:
    invented, revoked, expired, ended = new_key("rlt"), key_of(ada), key_of(ada), tokens_of(ada)
    now = clock.now()
    ApiKey.objects.filter(pk=revoked[0].pk).update(revoked_at=now, because=Because.ENDED)
    ApiKey.objects.filter(pk=expired[0].pk).update(expires_at=now)
    end_family(family_id=ended.family.public_id, user_id=ada.pk, because=Because.ENDED, now=now)

    answers = [shown(f"Bearer {text}") for text in (invented, revoked[1], expired[1], ended.access)]

    assert all(refused_alike(answer) for answer in answers)


def test_suspended_persons_key_is_refused(ada: User) -> None:
    _key, text = key_of(ada)
    User.objects.filter(pk=ada.pk).update(is_active=False)

    assert refused_alike(shown(f"Bearer {text}"))


def test_revoked_key_is_told_no_stored_answer(ada: User) -> None:
    key, text = key_of(ada, "boards:write")
    body = {"home": {"name": "Harbour"}, "away": {"name": "Hill"}}
    program = showing(text, **{"Idempotency-Key": "open-1"})
    first = program.post("/api/boards", body, content_type="application/json")
    ApiKey.objects.filter(pk=key.pk).update(revoked_at=clock.now(), because=Because.ENDED)

    again = program.post("/api/boards", body, content_type="application/json")

    assert first.status_code == 201
    assert refused_alike(again)
    assert "operator_token" not in again.content.decode()


# Guessing


def test_guesses_are_counted_and_good_keys_go_on(ada: User) -> None:
    key = key_of(ada)[1]

    guesses = [shown(f"Bearer {new_key('rlt')}").status_code for _ in range(21)]

    assert guesses == [401] * 20 + [429]
    assert shown(f"Bearer {key}").status_code == 200


def test_tokens_that_are_over_are_no_guesses(ada: User) -> None:
    ended, over = tokens_of(ada), write_access(person=ada.public_id, family="fam_1", now=clock.now() - 2 * LIFE)
    end_family(family_id=ended.family.public_id, user_id=ada.pk, because=Because.ENDED, now=clock.now())

    answers = [shown(f"Bearer {text}") for text in [ended.access, over] * 11]

    assert all(refused_alike(answer) for answer in answers)


def test_without_valkey_keys_read_and_nobody_signs_in(ada: User, client: Client, valkey_gone: None) -> None:
    key, token = key_of(ada)[1], tokens_of(ada)

    assert [shown(f"Bearer {text}").status_code for text in (key, token.access)] == [200, 200]
    login = post(client, "login", email="ada@example.org", password="a-long-password-of-ada")
    answers = [
        login,
        shown(f"Bearer {new_key('rlt')}"),
        post(client, "refresh", refresh=token.refresh),
        post(client, "register", email="new@example.org", password="a-long-password"),
        post(client, "keys/leaked", keys=[key]),
    ]
    assert [(answer.status_code, answer.json()["code"]) for answer in answers] == [(503, "LimitsAway")] * 5
    assert User.objects.count() == 1
    assert shown(f"Bearer {key}").status_code == 200


def refused_alike(answer: Any) -> bool:
    told = answer.json()
    told.pop("request_id")
    assert told == {
        "type": "about:blank",
        "status": 401,
        "code": "NotAuthenticated",
        "title": "This token or key is not good.",
        "detail": "",
    }
    assert answer["Content-Type"] == "application/problem+json"
    assert answer["WWW-Authenticate"] == 'Bearer realm="rialto", error="invalid_token"'
    return True


@pytest.fixture(autouse=True)
def fresh_limits() -> None:
    """Nobody was counted before."""
    limits._shared().storage.reset()
