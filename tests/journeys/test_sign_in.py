"""Ada makes an account, signs out and comes back: by password, by a code, by a provider, and after forgetting."""

import re
from collections.abc import Iterator
from contextlib import ExitStack
from typing import Literal

import pytest
from playwright.sync_api import Browser, Page, expect

from project.accounts.models import User
from tests.doubles.github import GitHubDouble
from tests.doubles.google import GoogleDouble
from tests.doubles.oauth import CLIENT, SECRET
from tests.frontend.account.mailbox import code_for
from tests.frontend.account.people import PASSWORD, member
from tests.journeys.people import Crowd, see_live
from tests.journeys.signing_in import ADA, see_signed_in, sign_in, sign_out
from tests.realtime.speaker import Speaker
from tests.site import Site

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


def type_code(page: Page, button: str) -> None:
    """Read the letter and type in what it says, in small letters and without its dash."""
    page.get_by_label("Code").fill(code_for(ADA).replace("-", "").lower())
    page.get_by_role("button", name=button, exact=True).click()


@pytest.mark.parametrize(("theme", "width"), [("light", 1280), ("dark", 390)])
def test_register_prove_the_address_sign_out_and_come_back(
    crowd: Crowd, theme: Literal["light", "dark"], width: int
) -> None:
    ada = crowd.somebody(theme=theme, width=width)
    ada.goto("/boards/")
    ada.get_by_role("link", name="Sign in").click()
    ada.get_by_role("link", name="Make an account").click()
    ada.get_by_label("Your name").first.fill("Ada")
    ada.get_by_label("Email").fill(ADA)
    ada.get_by_label("Password", exact=True).fill("too short")
    ada.get_by_role("button", name="Make the account").click()
    expect(ada.get_by_text("This password is too short")).to_be_visible()
    expect(ada.get_by_label("Password", exact=True)).to_be_focused()
    expect(ada.get_by_label("Email")).to_have_value(ADA)

    ada.get_by_label("Password", exact=True).fill(PASSWORD)
    ada.get_by_role("button", name="Show").click()
    expect(ada.get_by_label("Password", exact=True)).to_have_attribute("type", "text")
    ada.get_by_role("button", name="Make the account").click()
    ada.get_by_label("Code").fill("WRONG")
    ada.get_by_role("button", name="Confirm").click()
    expect(ada.get_by_text("This is not the code that we sent.")).to_be_visible()
    type_code(ada, "Confirm")

    expect(ada).to_have_url(f"{crowd.url}/boards/")
    see_signed_in(ada)
    sign_out(ada)
    sign_in(ada)
    see_signed_in(ada)


def test_sign_out_closes_the_socket_of_the_other_tab(crowd: Crowd, site: Site) -> None:
    member()
    ada = crowd.somebody()
    sign_in(ada)
    other = ada.context.new_page()
    other.goto("/boards/")
    cookie = next(kept["value"] for kept in ada.context.cookies() if kept["name"] == "session")
    with Speaker(site, cookie=f"session={cookie}") as socket:
        assert socket.hear("welcome")["user"] is not None

        sign_out(ada)
        bye, code = socket.ending()

    assert (bye and bye["reason"], code) == ("signed out", 4001)


def test_forgotten_password_is_replaced_by_way_of_a_code(crowd: Crowd) -> None:
    member()
    ada = crowd.somebody(theme="dark", width=390)
    ada.goto("/account/login/")
    ada.get_by_role("link", name="I forgot my password").click()
    ada.get_by_label("Email").fill(ADA)
    ada.get_by_role("button", name="Send the code").click()
    type_code(ada, "Go on")
    ada.get_by_label("New password").fill("harbour-violet-nine-anvils")
    ada.get_by_role("button", name="Keep it").click()

    see_signed_in(ada)
    assert User.objects.get(email=ADA).check_password("harbour-violet-nine-anvils")


def test_code_by_mail_signs_in_and_leads_back(crowd: Crowd) -> None:
    member()
    ada = crowd.somebody()
    ada.goto("/account/login/?next=/boards/try/")
    ada.get_by_role("link", name="Send me a code by mail instead").click()
    ada.get_by_label("Email").fill(ADA)
    ada.get_by_role("button", name="Send the code").click()
    first = code_for(ADA)
    ada.get_by_role("button", name="Send another code").click()
    expect(ada.get_by_text("We have sent another code.")).to_be_visible()
    ada.get_by_label("Code").fill(first)
    ada.get_by_role("button", name="Sign in", exact=True).click()
    expect(ada.get_by_text("This is not the code that we sent.")).to_be_visible()
    type_code(ada, "Sign in")

    expect(ada).to_have_url(f"{crowd.url}/boards/try/")
    see_signed_in(ada)


def test_without_javascript_everything_works(browser: Browser, site: Site) -> None:
    member()
    context = browser.new_context(base_url=site.url, java_script_enabled=False)
    ada = context.new_page()
    ada.goto("/account/login/")
    ada.get_by_label("Email").fill(ADA)
    ada.get_by_label("Password", exact=True).fill(PASSWORD)
    ada.get_by_role("button", name="Sign in", exact=True).click()

    see_signed_in(ada)
    sign_out(ada)
    context.close()


@pytest.fixture
def doubles(transactional_db: None) -> Iterator[dict[str, str]]:
    """GitHub and Google as programs of their own: what a site must be told of them."""
    with ExitStack() as running:
        found = {"GITHUB": running.enter_context(GitHubDouble()), "GOOGLE": running.enter_context(GoogleDouble())}
        told = {f"DOUBLE_OF_{name}": double.url for name, double in found.items()}
        told |= {f"{name}_CLIENT_ID": CLIENT for name in found} | {f"{name}_CLIENT_SECRET": SECRET for name in found}
        yield told


@pytest.fixture
def offering(doubles: dict[str, str]) -> Iterator[Site]:
    """A site that offers both."""
    running = Site(environment=doubles)
    running.start()
    yield running
    running.stop()


@pytest.mark.parametrize("name", ["GitHub", "Google"])
def test_provider_asks_and_its_yes_signs_in(browser: Browser, offering: Site, name: str) -> None:
    crowd = Crowd(browser, offering.url)
    ada = crowd.somebody()
    ada.goto("/account/login/?next=/boards/")
    ada.get_by_role("button", name=f"Continue with {name}").click()
    ada.get_by_role("button", name="Cancel").click()
    expect(ada.get_by_role("heading", name="You said no")).to_be_visible()
    ada.goto("/account/login/?next=/boards/")
    ada.get_by_role("button", name=f"Continue with {name}").click()
    ada.get_by_role("button", name="Allow").click()

    expect(ada).to_have_url(re.compile(r"/boards/$"))
    see_signed_in(ada, "Ada Lovelace")
    see_live(ada)
    ada.goto("/account/connections/")
    expect(ada.locator(".connected")).to_contain_text(name)
    assert crowd.complaints == []
    crowd.leave()
