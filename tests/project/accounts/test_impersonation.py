"""An admin looks at the site as somebody else: seen by all concerned, for half an hour, without a hand on anything."""

from datetime import timedelta

import pytest
from django.test import Client

from project.accounts.audit.models import StaffAction
from project.accounts.impersonation import standing
from project.accounts.impersonation.standing import KEY, NotWhileImpersonating, is_impersonated
from project.accounts.models import User
from project.accounts.profiles.models import Activity
from project.accounts.security.freshness import ask_fresh
from project.accounts.visitors import visitors_of_sessions
from tests.frontend.desk.staff import browser_of, member

pytestmark = pytest.mark.django_db
STOP = "/desk/impersonation/stop/"
BANNER = "Nothing can be changed."


@pytest.fixture
def ada() -> User:
    return member("Ada", "admin")


@pytest.fixture
def ben() -> User:
    return member("Ben", "seller")


@pytest.fixture
def looking(ada: User, ben: User) -> Client:
    """Ada's browser, in which she looks at the site as Ben."""
    browser = browser_of(ada)
    assert look_on(browser, ben) == 302
    return browser


def look_on(browser: Client, person: User) -> int:
    return browser.post(f"/staff/accounts/user/{person.pk}/do/look-on/", {"reason": "Cannot see a room"}).status_code


def let_pass(browser: Client, minutes: int) -> None:
    session = browser.session
    session[KEY]["until"] -= timedelta(minutes=minutes).total_seconds()
    session.save()


def test_it_is_said_on_every_page_with_a_way_out(looking: Client) -> None:
    for address in ("/", "/boards/", "/chat/", "/nowhere/"):
        page = looking.get(address).content.decode()

        assert BANNER in page, address
        assert "<strong>Ben</strong>" in page
        assert STOP in page


def test_nobody_else_sees_a_banner(looking: Client, ben: User) -> None:
    assert BANNER not in browser_of(ben).get("/").content.decode()
    assert BANNER not in Client().get("/").content.decode()


def test_it_is_in_the_trail_and_in_what_the_person_reads(looking: Client, ada: User, ben: User) -> None:
    looking.post(STOP)

    trail = list(StaffAction.objects.order_by("pk").values_list("staff_id", "action", "target"))
    assert trail == [
        (ada.pk, "impersonation_started", ben.public_id),
        (ada.pk, "impersonation_ended", ben.public_id),
    ]
    told = Activity.objects.filter(person=ben).order_by("pk")
    assert [row.kind for row in told] == ["looked_on", "looked_on_ended"]
    assert told[0].facts["reason"] == "Cannot see a room"
    assert told[0].facts["staff"] == "Ada"


def test_stopped_they_are_themselves_again(looking: Client, ada: User) -> None:
    looking.post(STOP)

    assert BANNER not in looking.get("/").content.decode()
    assert looking.get("/staff/", follow=True).status_code == 200


@pytest.mark.parametrize(
    ("address", "fields"),
    [
        ("/name/", {"name": "Mallory"}),
        ("/api/chat/rooms", {"title": "x"}),
        ("/account/security/sessions/end-others/", {}),
        ("/api/rt/ticket", {}),
    ],
)
def test_nothing_is_done_in_their_name(address: str, fields: dict[str, str], looking: Client, ben: User) -> None:
    answer = looking.post(address, fields)

    assert answer.status_code == 403
    if address.startswith("/api/"):
        assert answer.json()["code"] == "NotWhileImpersonating"
    ben.refresh_from_db()
    assert ben.display_name == "Ben"


@pytest.mark.parametrize(
    "address", ["/account/security/", "/account/security/codes/", "/account/reauthenticate/", "/account/logout/"]
)
def test_what_opens_doors_is_not_shown(address: str, looking: Client) -> None:
    assert looking.get(address).status_code == 403


def test_what_asks_for_a_fresh_proof_has_no_way_through(looking: Client) -> None:
    request = looking.get("/chat/").wsgi_request

    assert is_impersonated(request)
    with pytest.raises(NotWhileImpersonating):
        ask_fresh(request)


def test_what_the_person_reads_of_themselves_is_shown(looking: Client) -> None:
    page = looking.get("/account/activity/").content.decode()

    assert "Ada looked at the site as you" in page


def test_the_admin_is_not_there_while_they_look_on(looking: Client, ben: User) -> None:
    assert looking.get("/staff/").status_code == 404
    assert look_on(looking, ben) == 404


def test_it_ends_after_half_an_hour_by_itself(looking: Client) -> None:
    let_pass(looking, 31)

    assert BANNER not in looking.get("/").content.decode()
    assert KEY not in looking.session


def test_it_lasts_almost_half_an_hour(looking: Client) -> None:
    let_pass(looking, 29)

    assert BANNER in looking.get("/").content.decode()


@pytest.mark.parametrize("change", [{"roles": ["support"], "is_staff": True}, {"is_active": False}])
def test_it_ends_when_the_person_becomes_staff_or_is_suspended(
    change: dict[str, object], looking: Client, ben: User
) -> None:
    User.objects.filter(pk=ben.pk).update(**change)

    assert BANNER not in looking.get("/").content.decode()


def test_it_ends_with_the_admins_own_role(looking: Client, ada: User) -> None:
    User.objects.filter(pk=ada.pk).update(roles=[], is_staff=False)

    assert BANNER not in looking.get("/").content.decode()


@pytest.mark.parametrize("role", ["support", "admin"])
def test_nobody_looks_on_as_staff(role: str, ada: User) -> None:
    sue = member("Sue", role)

    assert look_on(browser_of(ada), sue) == 404
    assert not StaffAction.objects.exists()


def test_support_does_not_look_on(ben: User) -> None:
    browser = browser_of(member("Sue", "support"))

    assert look_on(browser, ben) == 404
    assert KEY not in browser.session


def test_a_session_that_claims_it_without_being_an_admins_is_believed_nothing(ben: User) -> None:
    cyd = browser_of(member("Cyd", "seller"))
    session = cyd.session
    session[KEY] = {"person": ben.pk, "until": 9_999_999_999}
    session.save()

    assert BANNER not in cyd.get("/").content.decode()


def test_it_needs_a_proof_within_the_hour(ada: User, ben: User) -> None:
    browser = browser_of(ada, proven_before=timedelta(minutes=61))

    look_on(browser, ben)

    assert KEY not in browser.session


def test_the_person_did_not_sign_in_and_their_sessions_stay(ada: User, ben: User) -> None:
    own = browser_of(ben)
    before = User.objects.get(pk=ben.pk).last_login
    browser = browser_of(ada)
    look_on(browser, ben)

    browser.get("/chat/")

    assert User.objects.get(pk=ben.pk).last_login == before
    kinds = set(Activity.objects.filter(person=ben).values_list("kind", flat=True))
    assert kinds == {"looked_on"}
    assert own.get("/staff/").status_code == 404
    assert "Ben" in own.get("/").content.decode()


def test_sockets_of_the_admin_stay_the_admins(looking: Client, ada: User) -> None:
    key = str(looking.session.session_key)

    assert visitors_of_sessions([key])[key].user_id == ada.pk


def test_rooms_that_are_closed_to_it_exist() -> None:
    for room in standing.CLOSED_ROOMS:
        __import__(room.rstrip("."))
