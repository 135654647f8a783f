"""Refresh tokens are good once; what belongs together ends together, at once."""

from datetime import timedelta

import pytest
from django.test import Client

from project.accounts import endings
from project.accounts.models import User
from project.accounts.profiles.models import Activity
from project.accounts.security.actions.factors import add_totp, new_totp_secret
from project.accounts.security.actions.sessions import end_other_sessions
from project.accounts.security.clients import Client as From
from project.accounts.tokens.expiry import forget_what_is_over
from project.accounts.tokens.families import (
    IDLE,
    LONGEST,
    RefreshRefused,
    end_family,
    end_programs,
    families_of,
    open_family,
    refresh_family,
)
from project.accounts.tokens.models import Because, Family, Refresh
from project.accounts.visitors import visitors_of_sessions
from project.base import clock
from project.mail.models import Letter
from tests.project.accounts.tokens.cast import code_of, key_of, member, post, showing, tokens_of
from tests.realtime.race import race

pytestmark = pytest.mark.django_db


@pytest.fixture
def ada() -> User:
    return member()


def test_refresh_token_gives_another_pair_and_is_spent(ada: User, client: Client) -> None:
    first = tokens_of(ada)

    answer = post(client, "refresh", refresh=first.refresh)

    assert answer.status_code == 200
    assert answer.json()["refresh"] != first.refresh
    assert showing(answer.json()["access"]).get("/api/auth/me").json()["id"] == ada.public_id
    assert (answer.json()["token_type"], answer.json()["expires_in"]) == ("Bearer", 900)


def test_spent_refresh_token_ends_the_family_and_its_person_is_told(ada: User, client: Client) -> None:
    first = tokens_of(ada)
    second = post(client, "refresh", refresh=first.refresh).json()

    again = post(client, "refresh", refresh=first.refresh)

    assert (again.status_code, again.json()["code"]) == (401, "RefreshRefused")
    assert showing(second["access"]).get("/api/auth/me").status_code == 401
    assert showing(first.access).get("/api/auth/me").status_code == 401
    assert post(client, "refresh", refresh=second["refresh"]).status_code == 401
    assert Family.objects.get().because == Because.REUSED
    assert Letter.objects.get(template="tokens_reused").to == "ada@example.org"
    assert Activity.objects.filter(person=ada, kind="tokens_revoked").count() == 1


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_of_two_who_refresh_at_once_exactly_one_wins_and_the_family_ends(ada: User) -> None:
    first = tokens_of(ada)

    def attempt(_number: int) -> bool:
        try:
            return bool(refresh_family(text=first.refresh, client=From(), now=clock.now()))
        except RefreshRefused:
            return False

    assert sorted(race(attempt, runners=2)) == [False, True]
    assert Family.objects.get().because == Because.REUSED
    assert Refresh.objects.filter(used_at=None).count() == 1


def test_lost_answer_is_told_again_under_its_idempotency_key_and_nothing_ends(ada: User) -> None:
    client = Client(headers={"Idempotency-Key": "refresh-1"})
    first = tokens_of(ada)

    told, again = (post(client, "refresh", refresh=first.refresh) for _ in range(2))

    assert (told.status_code, again.status_code) == (200, 200)
    assert told.json() == again.json()
    assert again["Idempotency-Replayed"] == "true"
    assert Family.objects.get().ended_at is None


@pytest.mark.parametrize("wrong", ["", "x", "rlr_" + "0" * 33, "rlt_" + "0" * 33, "rlr_ä"])
def test_text_that_is_no_refresh_token_asks_no_database(
    wrong: str, client: Client, django_assert_num_queries: object
) -> None:
    with django_assert_num_queries(0):  # type: ignore[operator]
        answer = post(client, "refresh", refresh=wrong)

    assert answer.status_code == 401


def test_access_token_is_no_refresh_token_and_the_other_way_round(ada: User, client: Client) -> None:
    issued = tokens_of(ada)

    assert post(client, "refresh", refresh=issued.access).status_code == 401
    assert showing(issued.refresh).get("/api/auth/me").status_code == 401


def test_family_ends_when_it_was_idle_for_a_month(ada: User) -> None:
    now = clock.now()
    issued = open_family(user=ada, name="", address="", now=now - IDLE)

    with pytest.raises(RefreshRefused):
        refresh_family(text=issued.refresh, client=From(), now=now)


def test_family_ends_after_ninety_days_however_often_it_was_refreshed(ada: User) -> None:
    began = clock.now() - LONGEST
    issued = open_family(user=ada, name="", address="", now=began)
    for days in (20, 40, 60, 80):
        issued = refresh_family(text=issued.refresh, client=From(), now=began + timedelta(days=days))

    with pytest.raises(RefreshRefused):
        refresh_family(text=issued.refresh, client=From(), now=began + LONGEST)


def test_changed_password_ends_all_programs_without_a_word_from_anybody(ada: User, client: Client) -> None:
    issued = tokens_of(ada)
    ada.set_password("another-long-password")
    ada.save()

    assert showing(issued.access).get("/api/auth/me").status_code == 401
    assert post(client, "refresh", refresh=issued.refresh).status_code == 401
    assert visitors_of_sessions([issued.family.session_key]) == {}


def test_suspended_person_is_refused_with_whatever_their_programs_show(ada: User, client: Client) -> None:
    issued = tokens_of(ada)
    User.objects.filter(pk=ada.pk).update(is_active=False)

    assert showing(issued.access).get("/api/auth/me").status_code == 401
    assert post(client, "refresh", refresh=issued.refresh).status_code == 401
    assert visitors_of_sessions([issued.family.session_key]) == {}


def test_sign_out_by_access_token_ends_its_family_and_no_other(ada: User) -> None:
    one, other = tokens_of(ada), tokens_of(ada)

    assert post(showing(one.access), "logout").status_code == 204

    assert showing(one.access).get("/api/auth/me").status_code == 401
    assert showing(other.access).get("/api/auth/me").status_code == 200


def test_sign_out_by_refresh_token_answers_the_same_for_any_text(ada: User, client: Client) -> None:
    issued = tokens_of(ada)

    answers = [post(client, "logout", refresh=text) for text in (issued.refresh, issued.refresh, "nothing")]

    assert [answer.status_code for answer in answers] == [204, 204, 204]
    assert showing(issued.access).get("/api/auth/me").status_code == 401


def test_nobody_is_signed_out_by_nobody(client: Client) -> None:
    assert post(client, "logout").status_code == 401


def test_ending_programs_spares_the_one_that_asks_and_strangers(ada: User, heard: list[str]) -> None:
    cyd = member("Cyd")
    one, other, strange = tokens_of(ada), tokens_of(ada), tokens_of(cyd)

    assert end_programs(user_id=ada.pk, but_session=one.family.session_key, now=clock.now()) == 1

    assert [row.pk for row in families_of(ada.pk, now=clock.now())] == [one.family.pk]
    assert families_of(cyd.pk, now=clock.now()) == [strange.family]
    assert heard == [other.family.session_key]


def test_stranger_ends_no_family(ada: User) -> None:
    issued, cyd = tokens_of(ada), member("Cyd")

    ended = end_family(family_id=issued.family.public_id, user_id=cyd.pk, because=Because.ENDED, now=clock.now())

    assert ended is False
    assert showing(issued.access).get("/api/auth/me").status_code == 200


def test_sweep_forgets_used_tokens_and_what_ended_long_ago(ada: User) -> None:
    now = clock.now()
    issued = open_family(user=ada, name="", address="", now=now)
    refresh_family(text=issued.refresh, client=From(), now=now)

    forget_what_is_over(now=now + IDLE)

    assert Refresh.objects.filter(family=issued.family).count() == 1
    forget_what_is_over(now=now + LONGEST + IDLE + timedelta(days=1))
    assert Family.objects.count() == 0


def test_another_second_factor_ends_programs_at_once(ada: User) -> None:
    issued, now = tokens_of(ada), clock.now()
    secret = new_totp_secret()

    add_totp(user=ada, secret=secret, code=code_of(secret), client=From(), now=now)

    assert showing(issued.access).get("/api/auth/me").status_code == 401


def test_ending_all_other_sessions_ends_programs_and_no_keys(ada: User) -> None:
    issued, (_key, text) = tokens_of(ada), key_of(ada)

    assert end_other_sessions(user=ada, kept_key=None, client=From(), now=clock.now()) == 1

    assert showing(issued.access).get("/api/auth/me").status_code == 401
    assert showing(text).get("/api/auth/me").status_code == 200


@pytest.fixture
def heard(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The session keys whose sockets were told to close."""
    told: list[str] = []
    monkeypatch.setattr(endings, "end_session_later", lambda *, session_key: told.append(session_key))
    return told
