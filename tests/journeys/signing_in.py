"""Signing in and showing factors: what members do in a browser, worded as steps."""

import re
import time
from importlib import import_module
from typing import Any

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from playwright.sync_api import Page, expect

from project.accounts.models import User
from tests.frontend.account.people import PASSWORD
from tests.frontend.account.security.steps import Phone

ADA = "ada@example.org"


def first_step(page: Page, email: str = ADA) -> None:
    """Type email and password, and send them."""
    page.goto("/account/login/")
    page.get_by_label("Email").fill(email)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()


def sign_in(page: Page, email: str = ADA) -> None:
    """Sign in where no second step is asked for."""
    first_step(page, email)
    expect(page.get_by_text("Your account:")).to_be_attached()


def come_signed_in(page: Page, person: User, url: str) -> None:
    """Bring the cookie of a session that was opened with everything, just now."""
    session = import_module(settings.SESSION_ENGINE).SessionStore()
    session[SESSION_KEY] = str(person.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = person.get_session_auth_hash()
    session["account_authentication_methods"] = [{"method": "mfa", "at": time.time()}]
    session["account_authentication_methods_user"] = str(person.pk)
    session.create()
    page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session.session_key, "url": url}])


def sign_out(page: Page) -> None:
    """By the menu in the header."""
    page.locator("header details.menu summary").click()
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("link", name="Sign in")).to_be_visible()


def add_app(page: Page) -> Phone:
    """Scan the code, type what the app shows, and keep the recovery codes."""
    page.goto("/account/security/")
    page.get_by_role("link", name="Add an authenticator app").click()
    expect(page.get_by_alt_text("QR code of the key below")).to_be_visible()
    phone = Phone(page.locator("code.secret").inner_text().replace(" ", ""))
    page.get_by_label("Code").fill(phone.code())
    page.get_by_role("button", name="Keep this app").click()
    expect(page.get_by_role("heading", name="Your recovery codes")).to_be_visible()
    phone.codes = page.locator(".codes code").all_inner_texts()
    return phone


def second_step(page: Page, code: str, *, trust: bool = False) -> None:
    """Type a code at the second step."""
    expect(page).to_have_url(re.compile("/second-step/$"))
    page.get_by_label("Code").fill(code)
    if trust:
        page.get_by_label("Trust this browser for 14 days").last.check()
    page.get_by_role("button", name="Sign in", exact=True).click()


def plug_in_key(page: Page) -> str:
    """Give this page's browser an authenticator that knows its person. Returns its id."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    options: dict[str, Any] = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    answer = session.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    return str(answer["authenticatorId"])


def see_signed_in(page: Page, name: str = "Ada") -> None:
    """The header knows them."""
    expect(page.locator("header details.menu summary")).to_contain_text(name)
