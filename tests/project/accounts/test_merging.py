"""A guest signs in and takes along what is theirs: once, into one member, all of it or nothing."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from allauth.account.models import EmailAddress
from django.contrib.sessions.models import Session
from django.test import Client

from project.accounts import endings, merging
from project.accounts.merging import LATE, covered, merge_again, merge_guest, register_merge
from project.accounts.models import User
from tests.realtime.race import race

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
PASSWORD = "seven-green-kettles"
# Columns that no guest is ever in: those of members alone, and of who did something to them.
MEMBERS_ONLY = {
    "account.EmailAddress.user",
    "accounts.RoleApplication.decided_by",
    "accounts.RoleApplication.person",
    "accounts.RoleChange.by",
    "accounts.RoleChange.person",
    "accounts.StepDone.person",
    "accounts.User_groups.user",
    "accounts.User_user_permissions.user",
    "accounts.Verification.by",
    "accounts.Verification.person",
    "admin.LogEntry.user",
    "audit.StaffAction.staff",
    "catalog.Change.decided_by",
    "catalog.CommissionRate.seller",
    "catalog.ImportRun.seller",
    "catalog.Product.seller",
    "mfa.Authenticator.user",
    "profiles.AccountDeletion.person",
    "profiles.Activity.person",
    "profiles.DataExport.person",
    "profiles.NotificationWish.person",
    "profiles.Profile.person",
    "security.FactorReset.user",
    "security.KnownDevice.user",
    "socialaccount.SocialAccount.user",
    "tokens.ApiKey.user",
    "tokens.Family.user",
    "tokens.Verification.user",
    "usersessions.UserSession.user",
}
# Whom a guest became is what merging writes itself.
OURS = {"accounts.User.merged_into"}
type Merged = list[tuple[int, int]]


@pytest.fixture
def merged(monkeypatch: pytest.MonkeyPatch) -> Merged:
    """Who was merged into whom, as a room is told."""
    pairs: Merged = []
    monkeypatch.setattr(merging, "_mergings", {})
    register_merge("probe", covers=(), merge=lambda guest, member, now: pairs.append((guest, member)))
    return pairs


@pytest.fixture
def ada(db: None) -> User:
    return User.objects.create_user("ada@example.org", PASSWORD, display_name="Ada")


def guest_in(browser: Client, name: str = "Cyd") -> User:
    """The guest that this browser is after it gave a name."""
    browser.post("/name/", {"name": name})
    return User.objects.get(pk=browser.session["guest_pk"])


def prove_address(person: User) -> None:
    EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)


def row(person: User) -> User:
    return User.objects.get(pk=person.pk)


def columns() -> Iterator[str]:
    """Every column of the program that points to a person."""
    for field in User._meta.get_fields(include_hidden=True):
        if field.auto_created and not field.concrete and field.is_relation:
            yield f"{field.related_model._meta.label}.{field.field.name}"  # type: ignore[union-attr]


def test_every_column_that_points_to_people_is_merged_or_never_holds_a_guest() -> None:
    found = {column for column in columns() if not column.startswith("probe.")}

    assert found - covered() - MEMBERS_ONLY - OURS == set()
    assert covered() <= found
    assert not covered() & MEMBERS_ONLY


def test_guest_who_signs_in_is_the_member_from_then_on(ada: User, merged: Merged) -> None:
    browser = Client()
    guest = guest_in(browser)

    browser.force_login(ada)

    assert merged == [(guest.pk, ada.pk)]
    assert (row(guest).is_active, row(guest).merged_into) == (False, ada)
    assert not {"guest_pk", "guest_id", "guest_name"} & set(browser.session.keys())
    assert row(ada).display_name == "Ada"


def test_member_without_a_name_takes_the_guests(db: None, merged: Merged) -> None:
    ada, browser = User.objects.create_user("ada@example.org"), Client()
    guest_in(browser, "Countess")

    browser.force_login(ada)

    assert row(ada).display_name == "Countess"


def test_browser_without_a_guest_signs_in_as_ever(ada: User, merged: Merged) -> None:
    Client().force_login(ada)

    assert merged == []


def test_two_devices_with_two_guests_bring_both(ada: User, merged: Merged) -> None:
    phone, desk = Client(), Client()
    guests = [guest_in(phone, "On the phone"), guest_in(desk, "At the desk")]

    for browser in (phone, desk):
        browser.force_login(ada)

    assert merged == [(guest.pk, ada.pk) for guest in guests]


def test_nobody_claims_the_guest_of_another_browser(ada: User, merged: Merged) -> None:
    cyd, mallory = Client(), Client()
    guest = guest_in(cyd)
    own = guest_in(mallory, "Mallory")

    forged = {"guest_pk": str(guest.pk), "guest_id": guest.public_id, "name": "Mallory"}
    mallory.cookies["guest_pk"] = str(guest.pk)
    mallory.post(f"/name/?guest_pk={guest.pk}", forged)
    mallory.force_login(ada)

    assert merged == [(own.pk, ada.pk)]
    assert row(guest).merged_into is None
    assert cyd.session["guest_pk"] == guest.pk


def test_what_was_ones_own_stays_so_when_another_asks_for_it(ada: User, merged: Merged) -> None:
    cyd, guest = User.objects.create_user("cyd@example.org"), User.objects.create_guest(name="Ada")

    done = [merge_guest(guest_id=guest.pk, member_id=who.pk, now=NOW) for who in (ada, ada, cyd)]

    assert done == [True, True, False]
    assert merged == [(guest.pk, ada.pk)]
    assert row(guest).merged_into == ada


def test_members_and_who_is_gone_are_merged_into_nobody(ada: User, merged: Merged) -> None:
    cyd, guest = User.objects.create_user("cyd@example.org"), User.objects.create_guest(name="Gil")
    gone = User.objects.create_user("gone@example.org", is_active=False)
    other = User.objects.create_guest(name="Hal")

    pairs = [(cyd.pk, ada.pk), (guest.pk, gone.pk), (guest.pk, other.pk), (0, ada.pk), (guest.pk, 0), (ada.pk, ada.pk)]
    done = [merge_guest(guest_id=who, member_id=whom, now=NOW) for who, whom in pairs]

    assert (done, merged) == ([False] * 6, [])
    assert all(row(person).merged_into is None for person in (cyd, guest, other))


@pytest.mark.django_db(transaction=True)
def test_merging_twice_at_once_is_merging_once(ada: User, merged: Merged) -> None:
    guest = User.objects.create_guest(name="Ada")

    done = race(lambda _number: merge_guest(guest_id=guest.pk, member_id=ada.pk, now=NOW), runners=4)

    assert (done, merged) == ([True] * 4, [(guest.pk, ada.pk)])


@pytest.mark.django_db(transaction=True)
def test_of_two_members_at_once_one_gets_the_guest(ada: User, merged: Merged) -> None:
    pair, guest = (ada, User.objects.create_user("ben@example.org")), User.objects.create_guest(name="Ada")

    done = race(lambda number: merge_guest(guest_id=guest.pk, member_id=pair[number].pk, now=NOW), runners=2)

    assert sorted(done) == [False, True]
    assert merged == [(guest.pk, pair[done.index(True)].pk)]


def test_merge_that_fails_leaves_a_guest_who_is_not_signed_in(
    ada: User, merged: Merged, monkeypatch: pytest.MonkeyPatch
) -> None:
    prove_address(ada)
    browser = Client(raise_request_exception=False)
    guest, before = guest_in(browser), browser.session.session_key
    register_merge("wrong", covers=(), merge=_fail)

    answer = browser.post("/account/login/", {"login": ada.email, "password": PASSWORD})

    assert answer.status_code == 500
    assert browser.session.session_key == before
    assert browser.session["guest_pk"] == guest.pk
    assert "_auth_user_id" not in browser.session
    assert (row(guest).merged_into, row(guest).is_active) == (None, True)
    assert [key for key in Session.objects.values_list("session_key", flat=True) if key != before] == []
    merging._mergings.pop("wrong")
    browser.post("/account/login/", {"login": ada.email, "password": PASSWORD})
    assert (browser.session["_auth_user_id"], row(guest).merged_into) == (str(ada.pk), ada)


def test_sockets_of_the_guest_ask_again_once_it_is_committed(
    ada: User, merged: Merged, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    monkeypatch.setattr(endings, "ask_session_again_later", lambda *, session_key: told.append(session_key))
    prove_address(ada)
    browser = Client()
    guest_in(browser)
    before = browser.session.session_key

    browser.post("/account/login/", {"login": ada.email, "password": PASSWORD})

    assert told == [before]


def test_what_was_written_while_the_guest_signed_in_is_taken_along_soon(ada: User, merged: Merged) -> None:
    guest, old = User.objects.create_guest(name="Ada"), User.objects.create_guest(name="Ada")
    merge_guest(guest_id=old.pk, member_id=ada.pk, now=NOW - LATE)
    merge_guest(guest_id=guest.pk, member_id=ada.pk, now=NOW)
    merged.clear()

    again = merge_again(now=NOW + timedelta(minutes=1))

    assert (again, merged) == (1, [(guest.pk, ada.pk)])


def _fail(guest: int, member: int, now: datetime) -> None:
    raise RuntimeError("a room is broken")
