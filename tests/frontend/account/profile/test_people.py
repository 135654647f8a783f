"""People's pages: what one shows is read by everybody, what one does not show looks like nothing at all."""

import json
import re
from html import unescape

import pytest
from django.test import Client

from project.accounts.models import Role, User
from project.accounts.profiles.actions import change_profile
from project.accounts.profiles.avatars import set_avatar
from project.accounts.profiles.handles import PAUSE
from project.accounts.profiles.portfolio import add_piece
from project.base import clock
from tests.project.accounts.profiles.people import a_picture, browser_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def shown(ada: User) -> User:
    """Ada, who shows herself."""
    changes = {
        "is_public": True,
        "handle": "ada_l",
        "headline": "Engines & numbers",
        "bio": "I write programs.\n\nhttps://example.org/notes",
        "links": [{"label": "<b>Notes</b>", "url": "https://example.org/?a=1&b=2"}],
    }
    change_profile(person_id=ada.pk, changes=changes, now=clock.now())
    return ada


def same_but_for_the_request(page: str) -> str:
    return re.sub(r"req_\w+|nonce-\S+|csrf\S+|value=\"\w{64}\"", "", page)


def test_page_tells_people_link_previews_and_search_engines_the_same(shown: User, client: Client) -> None:
    page = client.get("/people/ada_l/").text

    assert "<h1>Ada" in page
    assert '<link rel="canonical" href="http://testserver/people/ada_l/">' in page
    assert '<meta property="og:title" content="Ada">' in page
    assert '<meta property="og:description" content="Engines &amp; numbers">' in page
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', page)
    assert found is not None
    person = json.loads(found[1])["mainEntity"]
    told = client.get("/api/people/ada_l").json()
    assert (person["name"], person["identifier"], person["jobTitle"]) == (told["name"], told["id"], told["headline"])
    assert person["sameAs"] == ["https://example.org/?a=1&b=2"]
    assert str(shown.email) not in page


def test_nothing_that_somebody_writes_is_markup_and_links_help_no_ranking(shown: User, client: Client) -> None:
    page = client.get("/people/ada_l/").text

    assert "<b>Notes" not in page
    links = re.findall(r'<a href="(https://[^"]+)" rel="([^"]+)"', page)
    assert [unescape(url) for url, _rel in links] == ["https://example.org/notes", "https://example.org/?a=1&b=2"]
    assert {rel for _url, rel in links} == {"nofollow ugc me noopener"}


@pytest.mark.parametrize("name", ["ada_l", "former", "id"])
def test_other_names_lead_to_the_one_address(shown: User, client: Client, name: str) -> None:
    now = clock.now() + PAUSE
    if name == "former":
        change_profile(person_id=shown.pk, changes={"handle": "countess"}, now=now)
    asked = {"ada_l": "ADA_L", "former": "ada_l", "id": shown.public_id}[name]

    answer = client.get(f"/people/{asked}/")

    wanted = "countess" if name == "former" else "ada_l"
    assert (answer.status_code, answer["Location"]) == (302, f"/people/{wanted}/")


@pytest.mark.parametrize("who", [None, "cyd"])
def test_private_switched_off_and_unknown_people_get_one_answer(
    shown: User, ben: User, cyd: User, who: str | None
) -> None:
    User.objects.filter(pk=shown.pk).update(is_active=False)
    browser = browser_of(cyd if who else None)

    answers = [browser.get(f"/people/{name}/") for name in (ben.public_id, "ada_l", shown.public_id, "usr_nobody")]

    assert [answer.status_code for answer in answers] == [404] * 4
    pages = {
        same_but_for_the_request(answer.text).replace(name, "")
        for answer, name in zip(answers, (ben.public_id, "ada_l", shown.public_id, "usr_nobody"), strict=True)
    }
    assert len(pages) == 1


def test_person_sees_their_own_page_before_others_do(ada: User) -> None:
    page = browser_of(ada).get(f"/people/{ada.public_id}/")

    assert page.status_code == 200
    assert "Only you see this page" in page.text
    assert 'content="noindex"' in page.text


def test_seller_s_page_is_there_without_being_asked_for_and_says_so(ada: User, client: Client) -> None:
    User.objects.filter(pk=ada.pk).update(roles=[Role.SELLER, Role.SUPPORT], is_staff=True)

    assert client.get(f"/people/{ada.public_id}/").status_code == 200
    # Who decides is nobody's business but the house's.
    assert client.get(f"/api/people/{ada.public_id}").json()["roles"] == ["seller"]


def test_picture_is_kept_long_and_asked_for_again_cheaply(shown: User, client: Client) -> None:
    set_avatar(person_id=shown.pk, upload=a_picture(), now=clock.now())
    address = client.get("/api/people/ada_l").json()["avatar"]["96"]

    first = client.get(address)
    again = client.get(address, headers={"If-None-Match": first["ETag"]})

    assert (first.status_code, first["Content-Type"]) == (200, "image/webp")
    assert "immutable" in first["Cache-Control"]
    assert first["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in first["Content-Security-Policy"]
    assert again.status_code == 304
    assert address in client.get("/people/ada_l/").text
    assert client.get(address.replace(".webp", ".jpg"))["Content-Type"] == "image/jpeg"


@pytest.mark.parametrize(
    "address",
    [
        "/people/pictures/..%2F..%2Fetc/48.webp",
        "/people/pictures/" + "a" * 32 + "/48.webp",
        "/people/pictures/" + "a" * 32 + "/48.svg",
        "/people/pieces/" + "a" * 32 + ".webp",
        "/people/..%2F..%2Fetc/",
        "/people/%E2%80%AEada/",
        "/people/" + "a" * 5000 + "/",
    ],
)
def test_address_that_leads_nowhere_is_answered_so(client: Client, db: None, address: str) -> None:
    assert client.get(address).status_code == 404


def test_portfolio_is_shown_with_its_pictures(shown: User, client: Client) -> None:
    now = clock.now()
    piece = add_piece(
        person_id=shown.pk, title="Engine", text="It\ncounts", link="https://example.org", upload=a_picture(), now=now
    )
    token = piece.picture.rpartition("/")[2]

    page = client.get("/people/ada_l/").text

    assert f'<img src="/people/pieces/{token}.webp" width="300" height="200"' in page
    assert client.get(f"/people/pieces/{token}.webp").status_code == 200
