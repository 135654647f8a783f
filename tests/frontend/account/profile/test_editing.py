"""Changing one's profile: saved with a word, refused with what was typed, and never by anybody else."""

import pytest
from django.test import Client

from project.accounts.models import Role, User
from project.accounts.profiles.actions import change_profile, profile_of
from project.accounts.profiles.models import Piece, Profile
from project.accounts.profiles.portfolio import add_piece
from project.base import clock
from tests.project.accounts.profiles.people import a_picture, browser_of

pytestmark = pytest.mark.django_db


def typed(**fields: str) -> dict[str, str]:
    """A filled form."""
    links = {"links-TOTAL_FORMS": "0", "links-INITIAL_FORMS": "0"}
    return {
        "edition": "1",
        "display_name": "Ada",
        "handle": "",
        "headline": "",
        "bio": "",
        "location": "",
        **links,
        **fields,
    }


@pytest.mark.parametrize(
    "address", ["/account/profile/", "/account/settings/", "/account/activity/", "/account/profile/picture/"]
)
def test_guest_is_sent_to_sign_in(client: Client, db: None, address: str) -> None:
    for answer in (client.get(address), client.post(address)):
        assert answer.status_code in {302, 405}
        if answer.status_code == 302:
            assert answer["Location"].startswith("/account/login/")
    assert not Profile.objects.exists()


def test_profile_is_saved_and_said_so(ada: User) -> None:
    browser = browser_of(ada)
    links = {
        "links-TOTAL_FORMS": "2",
        "links-0-label": "Notes",
        "links-0-url": "https://example.org",
        "links-1-url": "",
    }

    answer = browser.post("/account/profile/", typed(headline="Engines", is_public="on", **links), follow=True)

    assert answer.redirect_chain == [("/account/profile/", 302)]
    assert "Your profile is saved." in answer.text
    saved = Profile.objects.get()
    assert (saved.headline, saved.is_public, saved.links) == (
        "Engines",
        True,
        [{"label": "Notes", "url": "https://example.org"}],
    )


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"handle": "adm1n"}, "kept for the house"),
        ({"display_name": "\u202e\u200b"}, "needs a letter"),
        ({"bio": "b" * 1001}, "1000 characters"),
        (
            {"links-TOTAL_FORMS": "1", "links-0-label": "Mine", "links-0-url": "javascript:alert(1)"},
            "begins with https",
        ),
        ({"links-TOTAL_FORMS": "999999"}, ""),
    ],
)
def test_refused_form_keeps_what_was_typed_and_saves_nothing(ada: User, wrong: dict[str, str], words: str) -> None:
    answer = browser_of(ada).post("/account/profile/", typed(headline="Typed with care", **wrong))

    assert answer.status_code == 422
    assert "Typed with care" in answer.text
    assert words in answer.text
    assert not Profile.objects.exclude(headline="").exists()


def test_second_tab_is_shown_what_the_first_saved_and_may_then_save(ada: User) -> None:
    profile_of(ada.pk, now=clock.now())
    browser = browser_of(ada)
    browser.post("/account/profile/", typed(headline="From the first tab"))

    refused = browser.post("/account/profile/", typed(headline="From the second tab"))

    assert refused.status_code == 422
    for words in (
        "changed in another place",
        "From the first tab",
        'value="From the second tab"',
        'name="edition" value="2"',
    ):
        assert words in refused.text
    assert Profile.objects.get().headline == "From the first tab"
    assert browser.post("/account/profile/", typed(headline="From the second tab", edition="2")).status_code == 302
    assert Profile.objects.get().headline == "From the second tab"


def test_form_from_another_site_changes_nothing(ada: User) -> None:
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(ada)

    for address in ("profile/", "profile/picture/", "profile/pieces/", "settings/", "settings/theme/"):
        assert browser.post(f"/account/{address}", typed(headline="Evil")).status_code == 403

    assert not Profile.objects.exclude(headline="", theme="system").exists()


def test_fields_that_no_form_has_are_not_taken(ada: User) -> None:
    browser_of(ada).post(
        "/account/profile/", typed(headline="x", roles="admin", is_staff="on", email="cyd@example.org")
    )

    ada.refresh_from_db()
    assert (ada.roles, ada.is_staff, ada.email) == ([], False, "ada@example.org")


def test_picture_is_taken_without_scripts_and_taken_away_again(ada: User) -> None:
    browser = browser_of(ada)

    saved = browser.post("/account/profile/picture/", {"picture": a_picture()}, follow=True)
    assert "Your picture is saved." in saved.text
    assert Profile.objects.get().avatar

    gone = browser.post("/account/profile/picture/", {"remove": "1"}, follow=True)
    assert "Your picture is gone." in gone.text
    assert not Profile.objects.get().avatar


def test_picture_that_is_refused_says_why_beside_its_field(ada: User) -> None:
    answer = browser_of(ada).post("/account/profile/picture/", {"picture": a_picture("ada.svg")})

    assert answer.status_code == 422
    assert "Choose a PNG, JPEG, WebP or GIF." in answer.text


def test_piece_is_added_and_only_its_person_takes_it_away(ada: User, cyd: User) -> None:
    browser_of(ada).post("/account/profile/pieces/", {"title": "Engine", "picture": a_picture()})
    piece = Piece.objects.get()

    assert browser_of(cyd).post(f"/account/profile/pieces/{piece.public_id}/").status_code == 404
    assert Piece.objects.exists()
    assert browser_of(ada).post(f"/account/profile/pieces/{piece.public_id}/").status_code == 302
    assert not Piece.objects.exists()


def test_refused_piece_keeps_what_was_typed(ada: User) -> None:
    answer = browser_of(ada).post(
        "/account/profile/pieces/", {"title": "Engine", "text": "Typed", "link": "http://x.org"}
    )

    assert answer.status_code == 422
    assert 'value="Engine"' in answer.text
    assert "Typed" in answer.text


def test_thirteenth_piece_is_not_offered(ada: User) -> None:
    for _number in range(12):
        add_piece(person_id=ada.pk, title="Engine", text="", link="", upload=None, now=clock.now())
    browser = browser_of(ada)

    assert "Add a piece" not in browser.get("/account/profile/").text
    assert browser.post("/account/profile/pieces/", {"title": "Engine"}).status_code == 422


def test_seller_s_page_cannot_be_hidden(ada: User) -> None:
    User.objects.filter(pk=ada.pk).update(roles=[Role.SELLER])
    change_profile(person_id=ada.pk, changes={"handle": "ada_l"}, now=clock.now())

    page = browser_of(ada).get("/account/profile/").text

    assert "because you sell" in page
    assert Client().get("/people/ada_l/").status_code == 200


def test_profile_page_asks_no_more_questions_for_a_full_portfolio(
    ada: User, django_assert_max_num_queries: pytest.FixtureRequest
) -> None:
    browser = browser_of(ada)
    browser.get("/account/profile/")
    for _number in range(12):
        add_piece(person_id=ada.pk, title="Engine", text="", link="", upload=None, now=clock.now())

    with django_assert_max_num_queries(10):  # type: ignore[operator]
        browser.get("/account/profile/")
