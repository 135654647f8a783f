"""Keys, operators and pushes of a board, on the pages its owner uses; others get nothing there."""

import re

import pytest
from django.test import Client

from realtime.scoreboards.models import BoardKey, Operator
from realtime.webhooks.models import Delivery, Endpoint
from tests.frontend.boards import Opened, operator_of

pytestmark = pytest.mark.django_db

ADDRESS = "https://scores.example/hook"


@pytest.fixture
def owner(client: Client) -> Client:
    client.post("/name/", {"name": "Ada"})
    return client


@pytest.fixture
def board(owner: Client) -> Opened:
    sides = {"home_name": "Lions", "home_colour": "#7a1f2b", "away_name": "Bears", "away_colour": "#f2c200"}
    page = owner.post("/boards/new/", sides | {"profile": "fiba"}).text
    slug, token = re.findall(r"/boards/([\w-]+)/console/", page)[0], re.findall(r"brd_\w+", page)[0]
    return Opened(slug=slug, token=token)


def add_push(owner: Client, board: Opened, url: str = ADDRESS) -> Endpoint:
    owner.post(f"/boards/{board.slug}/pushes/", {"url": url})
    return Endpoint.objects.get(url=url)


def test_key_is_shown_once_and_gone_when_revoked(owner: Client, board: Opened) -> None:
    made = owner.post(f"/boards/{board.slug}/table/", {"name": "Hall 2"})
    token = re.findall(r"brd_\w+", made.text)[0]
    row = BoardKey.objects.get(name="Hall 2")

    assert made.status_code == 201
    assert token not in owner.get(f"/boards/{board.slug}/table/").text

    owner.post(f"/boards/{board.slug}/table/keys/{row.public_id}/revoke/")

    refused = Client().post(f"/boards/{board.slug}/operate/", {"token": token})
    assert refused.status_code == 422


def test_owner_removes_an_operator_and_is_told_about_keys(owner: Client, board: Opened) -> None:
    ben = operator_of(board)
    person = Operator.objects.exclude(person=Operator.objects.earliest("pk").person).get().person.public_id

    page = owner.get(f"/boards/{board.slug}/table/").text
    gone = owner.post(f"/boards/{board.slug}/table/people/{person}/remove/")

    assert "revoke that key too" in page
    assert gone.status_code == 302
    assert ben.get(f"/boards/{board.slug}/table/").status_code == 403


def test_guests_without_a_name_are_told_apart_at_the_table(owner: Client, board: Opened) -> None:
    for _guest in range(4):
        operator_of(board)

    page = owner.get(f"/boards/{board.slug}/table/").text

    assert len(set(re.findall(r"<b>(Scorer [1-9]\d\d)</b>", page))) > 1


def test_secret_of_a_push_is_shown_once(owner: Client, board: Opened) -> None:
    made = owner.post(f"/boards/{board.slug}/pushes/", {"url": ADDRESS})
    later = owner.get(f"/boards/{board.slug}/pushes/").text

    assert made.status_code == 201
    assert "whsec_" in made.text
    assert "whsec_" not in later
    assert ADDRESS in later


@pytest.mark.parametrize("url", ["", "no address", "ftp://scores.example/", "https://user:word@scores.example/"])
def test_address_that_cannot_be_told_is_refused_and_nothing_is_added(owner: Client, board: Opened, url: str) -> None:
    refused = owner.post(f"/boards/{board.slug}/pushes/", {"url": url})

    assert refused.status_code == 422
    assert not Endpoint.objects.exists()


def test_push_is_paused_resumed_tested_and_removed(owner: Client, board: Opened) -> None:
    push = add_push(owner, board)
    address = f"/boards/{board.slug}/pushes/{push.public_id}/"

    owner.post(f"{address}pause/")
    assert "paused" in owner.get(address).text
    owner.post(f"{address}resume/")
    owner.post(f"{address}test/")
    page = owner.get(address).text
    assert "1 waits" in page
    assert "Test" in page

    assert owner.post(f"{address}remove/")["Location"] == f"/boards/{board.slug}/pushes/"
    assert owner.get(address).status_code == 404
    assert not Delivery.objects.exists()


def test_plays_are_told_again_from_a_position(owner: Client, board: Opened) -> None:
    push = add_push(owner, board)
    for seq in (1, 2, 3):
        push.deliveries.create(seq=seq, name="play.recorded", body="{}", state="done", created_at=push.created_at)
    address = f"/boards/{board.slug}/pushes/{push.public_id}/"

    refused = owner.post(f"{address}again/", {"since": "0"})
    again = owner.post(f"{address}again/", {"since": "2"})

    assert (refused.status_code, again.status_code) == (422, 302)
    assert list(push.deliveries.filter(state="waiting").values_list("seq", flat=True)) == [2, 3]


@pytest.mark.parametrize("what", ["", "pause/", "test/", "remove/", "again/"])
def test_pushes_are_the_owners_alone(owner: Client, board: Opened, what: str) -> None:
    push = add_push(owner, board)
    address = f"/boards/{board.slug}/pushes/{push.public_id}/{what}"
    before = Endpoint.objects.values().get()

    for other in (operator_of(board), Client()):
        answer = other.post(address, {"since": "1"}) if what else other.get(address)
        assert answer.status_code == 403
        assert ADDRESS not in answer.text
    assert Endpoint.objects.values().get() == before


def test_what_is_no_act_is_not_found(owner: Client, board: Opened) -> None:
    push = add_push(owner, board)

    assert owner.post(f"/boards/{board.slug}/pushes/{push.public_id}/sell/").status_code == 404
    assert owner.get(f"/boards/{board.slug}/pushes/{push.public_id}/pause/").status_code == 405
