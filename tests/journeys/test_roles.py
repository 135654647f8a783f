"""Becoming a seller, decided at another desk; a guest's board, kept over signing in."""

import re

import pytest
from allauth.account.models import EmailAddress
from playwright.sync_api import Page, expect

from project.accounts.models import Role, User
from tests.journeys.people import Crowd, call_oneself, see_live
from tests.project.accounts.roles.people import somebody

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)
PASSWORD = "-".join(("plum", "carriage", "seven", "lanterns"))


def can_sign_in(person: User) -> User:
    """A member with a proved address and a password."""
    person.set_password(PASSWORD)
    person.save()
    EmailAddress.objects.create(user=person, email=person.email, primary=True, verified=True)
    return person


def sign_in(page: Page, person: User) -> None:
    page.goto("/account/login/")
    page.get_by_label("Email").fill(person.email or "")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("main").get_by_role("button", name="Sign in", exact=True).click()
    page.wait_for_url(lambda url: "/login" not in url)


def test_ada_applies_and_her_page_changes_when_it_is_decided(crowd: Crowd) -> None:
    ada, dot = crowd.somebody(width=390), crowd.somebody()
    sign_in(ada, can_sign_in(somebody("Ada")))
    sign_in(dot, can_sign_in(somebody("Dot", Role.SUPPORT)))
    dot.goto("/desk/applications/")
    see_live(dot)

    ada.goto("/account/become/seller/application/")
    ada.get_by_label("What would you sell?").fill("Small models that read invoices.")
    ada.get_by_label("Where are you?").select_option("IT")
    ada.get_by_role("button", name="Send the application").click()
    see_live(ada)
    dot.get_by_role("link", name="Ada").click()
    dot.get_by_role("button", name="Approve").click()

    expect(ada.get_by_text("You have been a seller since")).to_be_visible(timeout=15_000)
    expect(dot.get_by_text("Nobody waits.")).to_be_visible()


def test_guest_keeps_the_board_and_its_seats_when_they_sign_in(crowd: Crowd) -> None:
    ada = crowd.somebody()
    member = can_sign_in(somebody("Ada"))
    call_oneself(ada, "Gil")
    ada.goto("/boards/new/")
    ada.locator("#id_home_name").fill("Herons")
    ada.locator("#id_away_name").fill("Foxes")
    ada.get_by_role("button", name="Open the board").click()
    ada.get_by_role("link", name="Open the console").first.click()
    see_live(ada)
    console = ada.url

    sign_in(ada, member)
    ada.goto(console)
    see_live(ada)

    expect(ada.locator(".seats")).to_have_attribute("data-me", member.public_id)
    expect(ada.locator(".seats")).to_contain_text("You keep the score", timeout=15_000)
    ada.goto(re.sub(r"/console/.*", "/table/", console))
    expect(ada.get_by_role("main")).to_contain_text("Ada")
    expect(ada.get_by_role("main")).not_to_contain_text("Gil")
