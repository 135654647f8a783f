"""How one wants the site: kept in the row, so that every browser has it; times in the reader's zone."""

import pytest
from django.conf import LazySettings
from django.test import Client

from project.accounts.models import User
from project.accounts.profiles.actions import change_profile
from project.accounts.profiles.activity import note_activity
from project.accounts.profiles.models import Activity, NotificationWish, Profile
from project.accounts.profiles.models.wishes import Channel
from project.accounts.profiles.notifications import keep_wishes, stop_by_key, wants
from project.base import clock
from project.base.errors import NotFound
from tests.project.accounts.profiles.people import browser_of

pytestmark = pytest.mark.django_db
AT = clock.now().replace(year=2026, month=7, day=1, hour=22, minute=30)


def save(browser: Client, **fields: str) -> None:
    begin = {"language": "", "time_zone": "", "theme": "system"}
    assert browser.post("/account/settings/", {**begin, **fields}).status_code == 302


def test_theme_comes_with_every_page_of_every_browser_of_a_member(ada: User) -> None:
    save(browser_of(ada), theme="dark")

    page = browser_of(ada).get("/boards/").text

    assert 'data-theme-kept="dark" data-theme="dark"' in page
    assert "data-theme" not in Client().get("/boards/").text.split("<head>")[0]


def test_toggle_of_the_header_keeps_the_theme_in_the_row(ada: User) -> None:
    browser = browser_of(ada)

    assert browser.post("/account/settings/theme/", {"theme": "light"}).status_code == 204
    assert browser.post("/account/settings/theme/", {"theme": "pink"}).status_code == 422

    assert Profile.objects.get().theme == "light"


@pytest.mark.parametrize(
    ("row", "cookie", "shown"),
    [
        ("", "", "1 Jul 2026, 22:30"),
        ("", "Asia/Tokyo", "2 Jul 2026, 07:30"),
        ("Europe/Berlin", "Asia/Tokyo", "2 Jul 2026, 00:30"),
        ("", "Europe%2FBerlin", "2 Jul 2026, 00:30"),
        ("", "../../etc/passwd", "1 Jul 2026, 22:30"),
        ("", "x" * 3000, "1 Jul 2026, 22:30"),
    ],
)
def test_times_are_told_in_the_zone_of_the_row_or_of_the_browser(ada: User, row: str, cookie: str, shown: str) -> None:
    note_activity(user_id=ada.pk, kind="signed_in", facts={}, now=AT)
    if row:
        change_profile(person_id=ada.pk, changes={"time_zone": row}, now=AT)
    browser = browser_of(ada)
    browser.cookies["zone"] = cookie

    page = browser.get("/account/activity/").text

    assert shown in page
    assert (f'data-zone="{row}"' in page) is bool(row)


def test_language_of_the_row_is_the_page_s_also_before_signing_in(ada: User, settings: LazySettings) -> None:
    settings.LANGUAGES = [("en", "English"), ("de", "Deutsch")]
    browser = browser_of(ada)
    save(browser, language="de")

    assert '<html lang="de"' in browser.get("/account/settings/").text
    assert '<html lang="de"' in browser_of(ada).get("/boards/").text
    assert browser.cookies["django_language"].value == "de"
    browser.logout()
    browser.cookies["django_language"] = "de"
    assert '<html lang="de"' in browser.get("/boards/").text


def test_language_and_zone_that_do_not_exist_are_refused(ada: User) -> None:
    fields = {"language": "xx", "time_zone": "Europe/Atlantis", "theme": "pink"}

    answer = browser_of(ada).post("/account/settings/", fields)

    assert answer.status_code == 422
    assert answer.text.count('class="wrong"') == 3


def test_wishes_are_kept_and_those_that_must_come_stay(ada: User) -> None:
    browser = browser_of(ada)
    page = browser.get("/account/settings/").text
    assert 'value="security:mail" checked disabled' in page
    assert 'value="account:mail" checked' in page

    browser.post("/account/settings/notifications/", {"on": []})

    assert wants(ada.pk, "account", Channel.MAIL) is False
    assert wants(ada.pk, "security", Channel.MAIL) is True
    assert list(NotificationWish.objects.values_list("kind", "channel", "is_wanted")) == [("account", "mail", False)]


def test_wishes_for_what_does_not_exist_are_not_kept(ada: User) -> None:
    wanted = {("account", "mail"), ("account", "push"), ("nothing", "mail"), ("", "")}

    assert keep_wishes(person_id=ada.pk, wanted=wanted, now=clock.now()) is False

    assert not NotificationWish.objects.exists()
    assert wants(ada.pk, "account", Channel.PUSH) is False


def test_letters_are_stopped_by_their_key_and_by_no_other(ada: User) -> None:
    profile = change_profile(person_id=ada.pk, changes={"theme": "dark"}, now=clock.now())
    key = profile.unsubscribe_key

    for wrong_key, name in (("", "account"), ("x", "account"), (key, "security"), (key, "nothing")):
        with pytest.raises(NotFound):
            stop_by_key(key=wrong_key, name=name, now=clock.now())
    assert wants(ada.pk, "account", Channel.MAIL)

    stop_by_key(key=key, name="account", now=clock.now())
    assert not wants(ada.pk, "account", Channel.MAIL)


def test_activity_is_read_page_by_page_and_by_kind_and_by_nobody_else(ada: User, cyd: User) -> None:
    for number in range(60):
        note_activity(user_id=ada.pk, kind="key_made", facts={"name": f"number {number:02}"}, now=AT)
    note_activity(user_id=ada.pk, kind="signed_in", facts={"device": "<b>x</b>", "address": "192.0.2.7"}, now=AT)
    browser = browser_of(ada)

    first = browser.get("/account/activity/").text
    oldest = Activity.objects.order_by("-pk")[49].pk
    second = browser.get(f"/account/activity/?before={oldest}").text

    assert first.count("<li><time") == 50
    assert "&lt;b&gt;x&lt;/b&gt; 192.0.2.7" in first
    assert (second.count("<li><time"), "number 00" in second, "Older" in second) == (11, True, False)
    assert browser.get("/account/activity/?kind=signed_in").text.count("<li><time") == 1
    assert browser.get("/account/activity/?kind=%27--&before=%27").text.count("<li><time") == 50
    assert "number" not in browser_of(cyd).get("/account/activity/").text
