"""Ada works at the desk: she finds Ben, gives him a role, looks at the site as he does; no browser complains."""

import re

import pytest
from playwright.sync_api import Page, expect

from project.accounts.audit.models import StaffAction
from project.accounts.models import User
from project.mail.actions import send_letter
from tests.frontend.desk.staff import member
from tests.journeys.people import Crowd, Theme, see_live
from tests.journeys.signing_in import come_signed_in

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


@pytest.mark.parametrize(("theme", "width"), [("light", 1280), ("dark", 390)])
def test_ada_helps_ben_from_the_desk(crowd: Crowd, theme: Theme, width: int) -> None:
    ada, ben = member("Ada", "admin"), member("Ben")
    send_letter(template="probe", to="ben@example.org", facts={"name": "Ben", "code": "1"}, key="one")
    page = crowd.somebody(theme=theme, width=width)
    come_signed_in(page, ada, crowd.url)

    page.goto("/staff/")
    page.get_by_role("searchbox").or_(page.locator("#searchbar")).first.fill("ben@")
    page.keyboard.press("Enter")
    page.get_by_role("link", name="Ben").first.click()
    expect(page.locator(".desk-tables")).to_be_visible()
    fits(page)

    page.get_by_role("link", name="Grant a role").click()
    fits(page)
    page.get_by_label("Role").select_option("considerer")
    page.get_by_label("Reason").fill("Knows the models")
    page.get_by_role("button", name="Grant a role").click()
    expect(page.get_by_text("The role is granted.")).to_be_visible()
    expect(page.locator("main, #main").get_by_text("considerer").first).to_be_visible()

    for place in ("/staff/mail/letter/", "/staff/audit/staffaction/"):
        page.goto(place)
        fits(page)
    expect(page.get_by_role("cell", name="role_granted")).to_be_visible()
    assert StaffAction.objects.get().facts["reason"] == "Knows the models"
    assert User.objects.get(pk=ben.pk).roles == ["considerer"]


def test_ada_looks_at_the_site_as_ben_and_stops(crowd: Crowd) -> None:
    ada, ben = member("Ada", "admin"), member("Ben")
    page = crowd.somebody(width=390)
    come_signed_in(page, ada, crowd.url)

    page.goto(f"/staff/accounts/user/{ben.pk}/do/look-on/")
    page.get_by_label("Reason").fill("He cannot find his room")
    page.get_by_role("button", name="Look at the site as they do").click()
    banner = page.locator(".looking")
    expect(banner).to_contain_text("You look at Rialto as Ben")
    page.goto("/boards/")
    expect(banner).to_be_in_viewport()
    see_live(page)
    fits(page)

    banner.get_by_role("button", name="Stop").click()

    page.wait_for_url(f"**/staff/accounts/user/{ben.pk}/change/")
    page.goto("/")
    expect(banner).to_have_count(0)


def test_a_suspended_persons_open_pages_end_at_once(crowd: Crowd) -> None:
    ada, ben = member("Ada", "admin"), member("Ben")
    bens, adas = crowd.somebody(), crowd.somebody()
    come_signed_in(bens, ben, crowd.url)
    come_signed_in(adas, ada, crowd.url)
    with bens.expect_websocket() as opened:
        bens.goto("/account/security/")
    see_live(bens)
    adas.goto(f"/staff/accounts/user/{ben.pk}/do/suspend/")
    adas.get_by_label("Reason").fill("Sold what is not his")

    with opened.value.expect_event("close", timeout=5_000):
        adas.get_by_role("button", name="Suspend").click()

    expect(adas.get_by_text("The person is suspended.")).to_be_visible()
    bens.goto("/account/security/")
    expect(bens).to_have_url(re.compile("/account/login/"))


def fits(page: Page) -> None:
    """Nothing sticks out to the side."""
    page.wait_for_load_state("networkidle")
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
