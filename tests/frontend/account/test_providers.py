"""GitHub and Google, each a program of its own on the wire: whom their word lets in, and what becomes of errors."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs, parse_qsl, urlsplit

import httpx
import pytest
from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount, SocialToken
from allauth.socialaccount.providers.github.views import GitHubOAuth2Adapter
from allauth.socialaccount.providers.google.views import GoogleOAuth2Adapter
from django.conf import settings
from django.test import Client
from pytest_django import Settings

from project.accounts.models import User
from tests.doubles.github import GitHubDouble
from tests.doubles.google import GoogleDouble
from tests.doubles.oauth import CLIENT, SECRET, OAuthDouble
from tests.frontend.account.mailbox import letters_to
from tests.frontend.account.people import PASSWORD, is_signed_in, member, sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _offered(settings: Settings) -> None:
    apps = [{"client_id": CLIENT, "secret": SECRET}]
    known = settings.SOCIALACCOUNT_PROVIDERS
    settings.SOCIALACCOUNT_PROVIDERS = {name: {**told, "APPS": apps} for name, told in known.items()}
    settings.SOCIALACCOUNT_REQUESTS_TIMEOUT = 1


@pytest.fixture
def github(monkeypatch: pytest.MonkeyPatch) -> Iterator[GitHubDouble]:
    with GitHubDouble() as double:
        for name, path in {
            "authorize_url": double.authorize_path,
            "access_token_url": double.token_path,
            "profile_url": "/api/v3/user",
            "emails_url": "/api/v3/user/emails",
        }.items():
            monkeypatch.setattr(GitHubOAuth2Adapter, name, double.url + path)
        yield double


@pytest.fixture
def google(monkeypatch: pytest.MonkeyPatch) -> Iterator[GoogleDouble]:
    with GoogleDouble() as double:
        monkeypatch.setattr(GoogleOAuth2Adapter, "authorize_url", double.url + double.authorize_path)
        monkeypatch.setattr(GoogleOAuth2Adapter, "access_token_url", double.url + double.token_path)
        yield double


def way_back(client: Client, double: OAuthDouble, *, said: str = "yes", process: str = "login") -> str:
    """Go to the provider, answer its question, and tell where it sends the browser."""
    name = "github" if isinstance(double, GitHubDouble) else "google"
    begun = client.post(f"/account/{name}/login/?process={process}")
    assert begun.status_code == 302
    assert "Allow" in httpx.get(begun["Location"]).text
    asked = dict(parse_qsl(urlsplit(begun["Location"]).query))
    back = urlsplit(httpx.post(f"{double.url}/consent", data={**asked, "said": said}).headers["Location"])
    return f"{back.path}?{back.query}"


def go(client: Client, double: OAuthDouble, *, said: str = "yes", process: str = "login") -> Any:
    return client.get(way_back(client, double, said=said, process=process), follow=True)


@pytest.mark.parametrize("name", ["github", "google"])
def test_newcomer_becomes_a_member_with_an_address_that_is_proved(
    client: Client, name: str, request: pytest.FixtureRequest
) -> None:
    go(client, request.getfixturevalue(name))

    person = User.objects.get()
    assert is_signed_in(client)
    assert (person.email, person.display_name) == ("ada@example.org", "Ada Lovelace")
    assert not person.has_usable_password()
    assert list(EmailAddress.objects.values_list("email", "verified")) == [("ada@example.org", True)]
    assert not SocialToken.objects.exists()


def test_whoever_came_before_comes_back_as_the_same_person(client: Client, github: GitHubDouble) -> None:
    go(client, github)
    again = Client()
    github.emails[1]["email"] = "renamed@example.org"

    go(again, github)

    assert is_signed_in(again)
    assert User.objects.count() == 1


def test_address_proved_on_both_sides_is_one_person(client: Client, google: GoogleDouble) -> None:
    person = member("ada@example.org")

    go(client, google)

    assert client.session["_auth_user_id"] == str(person.pk)
    assert letters_to("ada@example.org") == ["account_connected"]
    assert sign_in(Client()) == 302


def test_address_that_is_unproved_here_is_not_taken_over(client: Client, google: GoogleDouble) -> None:
    member("ada@example.org", verified=False)

    answer = go(client, google)

    assert not is_signed_in(client)
    assert answer.redirect_chain[-1][0] == "/account/confirm-email/"
    assert letters_to("ada@example.org") == ["account_already_exists"]
    assert not SocialAccount.objects.exists()


@pytest.mark.parametrize(
    ("emails", "words"),
    [
        ([{"email": "ada@example.org", "primary": True, "verified": False}], "Your address is not verified there"),
        ([], "We were told no address"),
    ],
)
def test_address_that_the_provider_does_not_vouch_for_lets_nobody_in(
    client: Client, github: GitHubDouble, emails: list[dict[str, Any]], words: str
) -> None:
    member("ada@example.org")
    github.emails = emails

    answer = go(client, github)

    assert (answer.status_code, words in answer.text) == (403, True)
    assert not is_signed_in(client)
    assert User.objects.count() == 1
    assert not SocialAccount.objects.exists()


def test_unverified_address_at_google_lets_nobody_in(client: Client, google: GoogleDouble) -> None:
    google.person["email_verified"] = False

    assert go(client, google).status_code == 403
    assert not User.objects.exists()


def test_no_is_taken_for_a_no(client: Client, github: GitHubDouble) -> None:
    answer = go(client, github, said="no")

    assert "You said no" in answer.text
    assert not is_signed_in(client)


@pytest.mark.parametrize("mood", ["down", "garbage", "slow", "wrong state", "nobody"])
def test_github_that_misbehaves_lets_nobody_in(client: Client, github: GitHubDouble, mood: str) -> None:
    github.mood = mood

    answer = go(client, github)

    assert (answer.status_code, "That did not work" in answer.text) == (401, True)
    assert not is_signed_in(client)
    assert not User.objects.exists()


@pytest.mark.parametrize(
    "mood", ["down", "garbage", "slow", "wrong state", "other audience", "expired", "other issuer"]
)
def test_google_that_misbehaves_lets_nobody_in(client: Client, google: GoogleDouble, mood: str) -> None:
    google.mood = mood

    answer = go(client, google)

    assert (answer.status_code, "That did not work" in answer.text) == (401, True)
    assert not is_signed_in(client)


@pytest.mark.parametrize("mood", ["", "twice"])
def test_way_back_is_good_once_though_the_provider_would_answer_twice(
    client: Client, github: GitHubDouble, mood: str
) -> None:
    github.mood = mood
    back = way_back(client, github)
    client.get(back)
    client.post("/account/logout/")

    answer = client.get(back)

    assert answer.status_code == 401
    assert not is_signed_in(client)


def test_way_back_of_one_browser_signs_nobody_in_elsewhere(client: Client, github: GitHubDouble) -> None:
    victim = Client()

    answer = victim.get(way_back(client, github))

    assert answer.status_code == 401
    assert not is_signed_in(victim)
    assert "POST /login/oauth/access_token" not in github.asked


@pytest.mark.parametrize("query", ["", "?code=abc", "?code=abc&state=made-up", "?error=server_error&state=x"])
def test_way_back_that_nobody_began_is_refused(client: Client, github: GitHubDouble, query: str) -> None:
    answer = client.get(f"/account/github/login/callback/{query}")

    assert answer.status_code == 401
    assert github.asked == []


def test_code_of_somebody_else_is_refused(client: Client, github: GitHubDouble) -> None:
    mine, theirs = way_back(client, github), way_back(Client(), github)
    code = parse_qs(urlsplit(theirs).query)["code"][0]
    state = parse_qs(urlsplit(mine).query)["state"][0]

    answer = client.get(f"/account/github/login/callback/?code={code}&state={state}")

    # PKCE: the code was made for the proof of another browser.
    assert answer.status_code == 401
    assert not is_signed_in(client)


def test_connecting_asks_for_the_password_first(client: Client, github: GitHubDouble) -> None:
    member("ben@example.org", name="Ben")
    sign_in(client, "ben@example.org")

    answer = client.post("/account/github/login/?process=connect")

    assert answer["Location"].startswith("/account/reauthenticate/")


def test_connected_account_is_listed_and_lets_its_member_in(client: Client, github: GitHubDouble) -> None:
    person = member("ben@example.org", name="Ben")
    sign_in(client, "ben@example.org")
    client.post("/account/reauthenticate/", {"password": PASSWORD})

    page = go(client, github, process="connect")
    other = Client()
    go(other, github)

    assert "Disconnect" in page.text
    assert other.session["_auth_user_id"] == str(person.pk)
    assert letters_to("ben@example.org")[0] == "account_connected"


def test_account_of_somebody_else_cannot_be_connected(client: Client, github: GitHubDouble) -> None:
    go(Client(), github)
    member("ben@example.org", name="Ben")
    sign_in(client, "ben@example.org")
    client.post("/account/reauthenticate/", {"password": PASSWORD})

    page = go(client, github, process="connect")

    assert "connected to somebody else here already" in page.text
    assert SocialAccount.objects.get().user.email == "ada@example.org"


def test_only_way_in_is_not_disconnected(client: Client, github: GitHubDouble) -> None:
    go(client, github)

    answer = client.post("/account/connections/", {"account": SocialAccount.objects.get().pk})

    assert answer.status_code == 422
    assert SocialAccount.objects.exists()


def test_account_of_somebody_else_is_not_disconnected(client: Client, github: GitHubDouble) -> None:
    go(Client(), github)
    member("cyd@example.org", name="Cyd")
    sign_in(client, "cyd@example.org")
    client.post("/account/reauthenticate/", {"password": PASSWORD})

    client.post("/account/connections/", {"account": SocialAccount.objects.get().pk})

    assert SocialAccount.objects.exists()


def test_query_cannot_ask_the_provider_for_more(client: Client, github: GitHubDouble) -> None:
    answer = client.post("/account/github/login/?scope=repo,delete_repo&auth_params=prompt%3Dnone")

    asked = parse_qs(urlsplit(answer["Location"]).query)
    assert set(asked["scope"][0].split()) == {"read:user", "user:email"}
    assert "prompt" not in asked
    assert asked["code_challenge_method"] == ["S256"]


def test_link_to_a_provider_begins_nothing(client: Client, github: GitHubDouble) -> None:
    page = client.get("/account/github/login/")

    assert (page.status_code, "Go on to GitHub" in page.text) == (200, True)


def test_provider_without_a_client_id_is_neither_offered_nor_there(client: Client, settings: Settings) -> None:
    known = settings.SOCIALACCOUNT_PROVIDERS
    settings.SOCIALACCOUNT_PROVIDERS = {name: {**told, "APPS": []} for name, told in known.items()}

    page = client.get("/account/login/")

    assert "Continue with" not in page.text
    assert "github.com" not in page["Content-Security-Policy"]
    assert client.post("/account/github/login/").status_code == 404
    assert client.get("/account/github/login/callback/?code=a&state=b").status_code == 404


def test_forms_may_lead_to_the_offered_providers_and_nowhere_else(client: Client, github: GitHubDouble) -> None:
    policy, till = client.get("/account/login/")["Content-Security-Policy"], settings.STRIPE["page"]

    assert f"form-action 'self' {till} {github.url} https://accounts.google.com;" in policy
    assert f"form-action 'self' {till};" in client.get("/boards/")["Content-Security-Policy"]


@pytest.mark.usefixtures("without_valkey")
def test_nobody_comes_by_a_provider_while_nothing_counts(client: Client, github: GitHubDouble) -> None:
    assert client.post("/account/github/login/").status_code == 503
    assert client.get("/account/github/login/callback/?code=a&state=b").status_code == 503
