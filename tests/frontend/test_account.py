"""The name a guest goes by."""

import pytest
from django.test import Client

from project.accounts.models import User

pytestmark = pytest.mark.django_db


def test_guest_chooses_a_name_and_comes_back_to_the_page(client: Client) -> None:
    answer = client.post("/name/", {"name": "Ada & Co", "next": "/boards/"})

    assert (answer.status_code, answer["Location"]) == (302, "/boards/")
    assert "Ada &amp; Co" in client.get("/boards/").text


def test_guest_is_not_sent_to_another_site(client: Client) -> None:
    answer = client.post("/name/", {"name": "Ada", "next": "https://evil.example/"})

    assert answer["Location"] == "/"


def test_name_that_is_empty_is_asked_for_again(client: Client) -> None:
    answer = client.post("/name/", {"name": "   "})

    assert answer.status_code == 422
    assert "This field is required." in answer.text


def test_dialog_gets_the_form_alone(client: Client) -> None:
    part = client.get("/name/", headers={"HX-Request": "true"}).text

    assert "<html" not in part
    assert 'name="name"' in part


@pytest.mark.parametrize(("typed", "kept"), [("A\u202edA\u200b", "AdA"), ("Ｃｙｄ", "Cyd")])
def test_name_is_kept_as_others_see_it(client: Client, typed: str, kept: str) -> None:
    client.post("/name/", {"name": typed})

    assert User.objects.get().display_name == kept


@pytest.mark.parametrize("typed", ["\u200b\u202e", "Rіalto", "ADM1N"])
def test_name_that_nobody_sees_or_that_passes_for_the_house_is_asked_for_again(client: Client, typed: str) -> None:
    assert client.post("/name/", {"name": typed}).status_code == 422
    assert not User.objects.exists()
