"""What people do about safe sign-in, worded as steps."""

import re
import time
from dataclasses import dataclass, field

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.test import Client

from project.accounts.models import User
from tests.frontend.account.people import PASSWORD, member, sign_in

KEY = re.compile(r'<code class="secret">([A-Z2-7 ]+)</code>')
CODES = re.compile(r"<li><code>([0-9a-z]{5}-[0-9a-z]{5})</code></li>")
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"


@dataclass
class Phone:
    """An authenticator app: it shows the code of now, or of a step beside it."""

    secret: str
    codes: list[str] = field(default_factory=list)

    def code(self, *, ahead: int = 0) -> str:
        """A code; people wait for the next one where a code was used, tests look ahead."""
        return str(format_hotp_value(hotp_value(self.secret, int(time.time()) // 30 + ahead)))


def signed_in(email: str = "ada@example.org", *, name: str = "Ada") -> tuple[User, Client]:
    """A member, and a browser in which they have just signed in."""
    person, browser = member(email, name=name), Client()
    assert sign_in(browser, email) == 302
    return person, browser


def add_app(browser: Client) -> Phone:
    """Add an authenticator app; its recovery codes come with it."""
    page = browser.get("/account/security/app/").text
    found = KEY.search(page)
    assert found, page
    phone = Phone(found[1].replace(" ", ""))
    shown = browser.post("/account/security/app/", {"code": phone.code()})
    assert shown.status_code == 200, shown.text
    phone.codes = CODES.findall(shown.text)
    assert len(phone.codes) == 10
    return phone


def first_step(browser: Client, email: str = "ada@example.org") -> None:
    """The password is right, and the second step is asked for."""
    answer = browser.post("/account/login/", {"login": email, "password": PASSWORD})
    assert answer["Location"] == "/account/second-step/", answer["Location"]


def second_step(browser: Client, code: str, **more: str) -> int:
    """Send a code; tells the status of the answer."""
    return browser.post("/account/second-step/", {"code": code, **more}).status_code


def grow_stale(browser: Client) -> None:
    """Let two hours pass since this browser has proven anything."""
    session = browser.session
    records = session["account_authentication_methods"]
    session["account_authentication_methods"] = [{**record, "at": record["at"] - 7200} for record in records]
    session.save()
