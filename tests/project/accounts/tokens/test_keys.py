"""Keys: shown once, kept as a digest, never good for more than a year, revoked at once, made by people alone."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client

from project.accounts import endings
from project.accounts.models import User
from project.accounts.profiles.models import Activity
from project.accounts.security.clients import Client as From
from project.accounts.tokens.expiry import KEPT, forget_what_is_over
from project.accounts.tokens.keys import (
    MOST_KEYS,
    OVERLAP,
    NameMissing,
    NotAnExpiry,
    NotAScope,
    TooManyKeys,
    UnknownKey,
    keys_of,
    make_key,
    revoke_key,
    rotate_key,
)
from project.accounts.tokens.models import ApiKey, Because, Family
from project.accounts.tokens.scopes import PERSON, scopes
from project.base import clock
from project.base.keys import new_key
from project.mail.models import Letter
from tests.project.accounts.tokens.cast import key_of, member, post, showing, tokens_of
from tests.realtime.race import race

pytestmark = pytest.mark.django_db


@pytest.fixture
def ada() -> User:
    return member()


def wish(**changed: Any) -> dict[str, Any]:
    return {"name": "A script", "scopes": ["boards:read"], "days": 30, **changed}


def stored_texts() -> str:
    """Everything that the database holds, as text."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'")
        tables = [row[0] for row in cursor.fetchall()]
        told = []
        for table in tables:
            cursor.execute(f"SELECT COALESCE(string_agg(t::text, chr(10)), '') FROM \"{table}\" t")  # noqa: S608
            told.append(cursor.fetchone()[0])
    return "\n".join(told)


# Made and shown


def test_key_is_shown_once_and_kept_nowhere(ada: User, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(0)
    issued = tokens_of(ada)
    person = showing(issued.access)

    made = post(person, "keys", **wish())
    text = made.json()["key"]
    listed = person.get("/api/auth/keys")
    used = showing(text).get("/api/auth/me")

    assert (made.status_code, used.status_code) == (201, 403)
    assert text.startswith("rlt_")
    assert len(text) == 37
    assert text not in listed.content.decode() + caplog.text
    kept = stored_texts()
    for secret in (text, issued.refresh, issued.access):
        assert secret not in kept
        assert secret[4:30] not in kept


def test_secret_kept_under_an_idempotency_key_is_sealed(ada: User) -> None:
    person = showing(tokens_of(ada).access, **{"Idempotency-Key": "make-1"})

    made, again = (post(person, "keys", **wish()).json() for _ in range(2))

    assert made == again
    assert ApiKey.objects.count() == 1
    assert made["key"] not in stored_texts()


def test_new_key_is_told_to_its_person(ada: User) -> None:
    key, _text = key_of(ada)

    letter = Letter.objects.get(template="key_made")
    assert (letter.to, Activity.objects.get(person=ada).kind) == (ada.email, "key_made")
    assert key.hint in _text


@pytest.mark.parametrize(
    ("changed", "refusal"),
    [
        ({"scopes": {"boards:admin"}}, NotAScope),
        ({"scopes": {PERSON}}, NotAScope),
        ({"scopes": set()}, NotAScope),
        ({"days": 0}, NotAnExpiry),
        ({"days": 366}, NotAnExpiry),
        ({"days": -1}, NotAnExpiry),
        ({"name": " \u200b "}, NameMissing),
    ],
)
def test_key_that_nobody_may_have_is_not_made(ada: User, changed: dict[str, Any], refusal: type[Exception]) -> None:
    now, asked = clock.now(), {"scopes": {"boards:read"}, "days": 30, "name": "A script", **changed}

    with pytest.raises(refusal):
        make_key(
            user_id=ada.pk,
            name=asked["name"],
            scopes=asked["scopes"],
            expires_at=now + timedelta(days=asked["days"]),
            client=From(),
            now=now,
        )

    assert ApiKey.objects.count() == 0


def test_database_takes_no_key_for_longer_than_a_year_and_none_that_may_do_nothing(ada: User) -> None:
    key, _text = key_of(ada)

    wrongs: list[dict[str, Any]] = [
        {"expires_at": key.created_at + timedelta(days=367)},
        {"scopes": []},
        {"because": "leaked"},
    ]
    for wrong in wrongs:
        with pytest.raises(IntegrityError), transaction.atomic():
            ApiKey.objects.filter(pk=key.pk).update(**wrong)


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_of_two_keys_made_at_once_both_are_counted(ada: User) -> None:
    for _number in range(MOST_KEYS - 1):
        key_of(ada)

    def attempt(_number: int) -> bool:
        try:
            return bool(key_of(ada))
        except TooManyKeys:
            return False

    assert sorted(race(attempt, runners=3)) == [False, False, True]


def test_every_scope_has_words(ada: User) -> None:
    assert all(str(scope.label) for scope in scopes())
    assert PERSON not in {scope.name for scope in scopes()}


# Who makes keys


def test_key_makes_no_keys_and_sees_none(ada: User) -> None:
    _key, text = key_of(ada, *[scope.name for scope in scopes()])
    program = showing(text)

    answers = [
        post(program, "keys", **wish()),
        program.get("/api/auth/keys"),
        program.delete(f"/api/auth/keys/{_key.public_id}"),
        post(program, f"keys/{_key.public_id}/rotate"),
    ]

    assert [(answer.status_code, answer.json()["code"]) for answer in answers] == [(403, "ScopeMissing")] * 4
    assert ApiKey.objects.filter(revoked_at=None).count() == 1


def test_token_of_a_sign_in_an_hour_ago_makes_no_keys(ada: User) -> None:
    issued = tokens_of(ada)
    Family.objects.update(created_at=clock.now() - timedelta(hours=1))

    answer = post(showing(issued.access), "keys", **wish())

    assert (answer.status_code, answer.json()["code"]) == (403, "ReauthenticationNeeded")
    assert ApiKey.objects.count() == 0


def test_cookie_alone_makes_no_keys(ada: User) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(ada)

    assert post(client, "keys", **wish()).status_code == 403
    assert ApiKey.objects.count() == 0


def test_stranger_neither_sees_nor_revokes_nor_rotates_a_key(ada: User) -> None:
    key, text = key_of(ada)
    cyd = showing(tokens_of(member("Cyd")).access)

    answers = [
        cyd.delete(f"/api/auth/keys/{key.public_id}"),
        post(cyd, f"keys/{key.public_id}/rotate"),
    ]

    assert [answer.status_code for answer in answers] == [404, 404]
    assert cyd.get("/api/auth/keys").json() == {"keys": []}
    assert showing(text).get("/api/auth/me").status_code == 200


# Ends


def test_revoked_key_is_refused_from_then_on_and_its_sockets_close(ada: User, heard: list[str]) -> None:
    key, text = key_of(ada)
    before = showing(text).get("/api/auth/me").status_code

    gone = showing(tokens_of(ada).access).delete(f"/api/auth/keys/{key.public_id}")

    assert (before, gone.status_code, showing(text).get("/api/auth/me").status_code) == (200, 204, 401)
    assert heard == [f"key:{key.public_id}"]
    with pytest.raises(UnknownKey):
        revoke_key(user_id=ada.pk, key_id=key.public_id, client=From(), now=clock.now())


def test_expired_key_is_refused(ada: User) -> None:
    key, text = key_of(ada)
    ApiKey.objects.filter(pk=key.pk).update(expires_at=clock.now())

    assert showing(text).get("/api/auth/me").status_code == 401
    assert keys_of(ada.pk, now=clock.now()) == []


def test_rotated_key_works_for_another_week_beside_the_new_one(ada: User) -> None:
    now = clock.now()
    key, text = key_of(ada, "account:read", "chat:read", days=90)

    new, new_text = rotate_key(user_id=ada.pk, key_id=key.public_id, client=From(), now=now)

    key.refresh_from_db()
    assert key.expires_at == now + OVERLAP
    assert (new.scopes, new.name) == (key.scopes, key.name)
    assert timedelta(days=89) < new.expires_at - now <= timedelta(days=90)
    assert [showing(one).get("/api/auth/me").status_code for one in (text, new_text)] == [200, 200]


def test_key_found_in_the_open_is_revoked_and_its_owner_told(ada: User, client: Client, heard: list[str]) -> None:
    key, text = key_of(ada)
    _other, other_text = key_of(ada)

    real = post(client, "keys/leaked", keys=[text])
    invented = post(client, "keys/leaked", keys=[new_key("rlt")])
    nonsense = post(client, "keys/leaked", keys=["password"])

    bodies = [(answer.status_code, answer.json()) for answer in (real, invented, nonsense)]
    assert bodies == [(202, {"received": 1})] * 3
    assert showing(text).get("/api/auth/me").status_code == 401
    assert showing(other_text).get("/api/auth/me").status_code == 200
    assert ApiKey.objects.get(pk=key.pk).because == Because.LEAKED
    assert Letter.objects.filter(template="key_leaked").count() == 1
    assert Activity.objects.filter(person=ada, kind="key_leaked").count() == 1
    assert heard == [f"key:{key.public_id}"]


def test_sweep_keeps_what_ended_lately(ada: User) -> None:
    now = clock.now()
    key, _text = key_of(ada)
    revoke_key(user_id=ada.pk, key_id=key.public_id, client=From(), now=now)

    forget_what_is_over(now=now + KEPT - timedelta(seconds=1))
    assert ApiKey.objects.count() == 1
    forget_what_is_over(now=now + KEPT)
    assert ApiKey.objects.count() == 0


@pytest.fixture
def heard(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The session keys whose sockets were told to close."""
    told: list[str] = []
    monkeypatch.setattr(endings, "end_session_later", lambda *, session_key: told.append(session_key))
    return told
