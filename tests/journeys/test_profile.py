"""People in a browser: a page of one's own, a theme that follows to another browser, one's data, and leaving."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from project.accounts.profiles.exports.making import due_exports, make_export
from project.base import clock
from tests.frontend.account.people import member
from tests.journeys.people import Crowd, see_live
from tests.journeys.signing_in import sign_in
from tests.project.accounts.profiles.people import a_picture

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


def come_in(crowd: Crowd, *, width: int = 1280) -> Page:
    """Ada, signed in, in a browser of its own."""
    page = crowd.somebody(width=width)
    sign_in(page)
    return page


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    """A picture on somebody's disk."""
    path = tmp_path / "ada.png"
    path.write_bytes(a_picture().read())
    return path


def test_ada_shows_herself_and_a_stranger_reads_it(crowd: Crowd, picture: Path) -> None:
    member()
    ada, cyd = come_in(crowd), crowd.somebody(width=390, theme="dark")
    ada.goto("/account/profile/")
    ada.get_by_label("New picture").set_input_files(picture)
    ada.get_by_role("button", name="Save the picture").click()
    expect(ada.get_by_text("Your picture is saved.")).to_be_visible()
    ada.get_by_label("In one line").fill("Engines and numbers")
    ada.get_by_label("About you").fill("I write programs. https://example.org/notes")
    ada.get_by_label("Handle").fill("ada_l")
    ada.get_by_label("Everybody may see this page").check()
    ada.get_by_role("button", name="Save the profile").click()
    expect(ada.get_by_text("Your profile is saved.")).to_be_visible()

    cyd.goto("/people/ada_l/")

    expect(cyd.get_by_role("heading", name="Ada")).to_be_visible()
    expect(cyd.get_by_role("link", name="https://example.org/notes")).to_have_attribute("rel", re.compile("nofollow"))
    assert cyd.locator(".avatar img").evaluate("async (image) => (await image.decode(), image.naturalWidth)") == 96
    assert cyd.evaluate("document.documentElement.scrollWidth") == 390


def test_theme_and_zone_follow_ada_to_another_browser(crowd: Crowd) -> None:
    member()
    ada = come_in(crowd)
    see_live(ada)
    with ada.expect_response("**/account/settings/theme/") as kept:
        ada.get_by_role("button", name="Dark theme").click()
    assert kept.value.status == 204
    ada.goto("/account/settings/")
    ada.get_by_label("Time zone").select_option("Asia/Tokyo")
    ada.get_by_role("button", name="Save the settings").click()
    expect(ada.get_by_text("Your settings are saved.")).to_be_visible()

    elsewhere = come_in(crowd, width=390)

    elsewhere.goto("/account/activity/")
    expect(elsewhere.locator("html")).to_have_attribute("data-theme", "dark")
    shown = elsewhere.locator(".happened time").first
    moment = shown.get_attribute("title") or ""
    assert moment.endswith("JST"), moment


def test_ada_takes_her_data_along_and_leaves(crowd: Crowd) -> None:
    member()
    ada = come_in(crowd)
    ada.goto("/account/export/")
    ada.get_by_role("button", name="Ask for a copy").click()
    expect(ada.get_by_text("Waiting for its turn")).to_be_visible()
    for export in due_exports(now=clock.now()):
        make_export(export_pk=export, now=clock.now())
    with ada.expect_download() as begun:
        ada.get_by_role("button", name="Download").click(timeout=15_000)
    assert begun.value.suggested_filename.endswith(".zip")

    ada.goto("/account/delete/")
    ada.get_by_label("Your email address").fill("ada@example.org")
    ada.get_by_role("button", name="Delete my account").click()
    expect(ada.get_by_role("heading", name="Goodbye")).to_be_visible()

    again = come_in(crowd)
    again.get_by_role("link", name="Keep my account").click()
    again.get_by_role("button", name="Keep my account").click()
    expect(again.get_by_text("Your account stays.")).to_be_visible()
