"""Programs are told every play: who may ask for it, and that what they are told is the game."""

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from project.accounts.models import User
from project.accounts.visitors import Visitor
from project.base import clock
from realtime.scoreboards.actions import create_board
from realtime.scoreboards.commands import TeamLook
from realtime.scoreboards.operators import remember_operator
from realtime.webhooks import sending
from realtime.webhooks.models import Delivery, Endpoint
from tests.frontend.boards import Opened, command, open_board
from tests.realtime.webhooks.receiver import Receiver, receiver
from tests.site import Site

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


@pytest.fixture
def ours() -> Iterator[Receiver]:
    with receiver() as program:
        yield program


def bearer(board: Opened) -> dict[str, str]:
    return {"Authorization": f"Bearer {board.token}"}


def pushes(board: Opened, path: str = "") -> str:
    return f"/api/boards/{board.slug}/pushes{path}"


def follow(client: Client, board: Opened, url: str) -> dict[str, Any]:
    answer = client.post(pushes(board), {"url": url}, "application/json", headers=bearer(board))
    assert answer.status_code == 201, answer.content
    return dict(answer.json())


def test_every_play_is_told_signed_with_the_secret_that_was_shown_once(client: Client, ours: Receiver) -> None:
    board = open_board()
    command(board, "clock_start")
    opened = follow(client, board, ours.url)
    command(board, "score", team="home", points=3)
    command(board, "undo")

    sending.push_endpoint(Endpoint.objects.get().pk)

    bodies = ours.verified(opened["secret"])
    assert [(body["type"], body["data"]["kind"]) for body in bodies] == [
        ("play.recorded", "score"),
        ("play.recorded", "undo"),
    ]
    assert (bodies[0]["data"]["home"], bodies[1]["data"]["undoes"]) == (3, 2)
    listed = client.get(pushes(board), headers=bearer(board)).json()["pushes"]
    assert [(push["url"], push["state"], push["waiting"]) for push in listed] == [(ours.url, "active", 0)]
    assert opened["secret"] not in str(listed)


def test_the_owner_of_a_push_sees_each_attempt_and_may_test_pause_resume_replay_and_remove(
    client: Client, ours: Receiver
) -> None:
    board = open_board()
    push = follow(client, board, ours.url)["push"]["id"]
    command(board, "score", team="home", points=2)
    ours.will_answer(500)
    sending.push_endpoint(Endpoint.objects.get().pk)

    deliveries = client.get(pushes(board, f"/{push}/deliveries"), headers=bearer(board)).json()["deliveries"]
    assert [(one["state"], one["tries"][0]["status"]) for one in deliveries] == [("waiting", 500)]
    for act, status in (("/pause", 200), ("/resume", 200), ("/test", 202), ("/replay?since=1", 202)):
        answer = client.post(pushes(board, f"/{push}{act}"), headers=bearer(board))
        assert answer.status_code == status, answer.content
    assert client.delete(pushes(board, f"/{push}"), headers=bearer(board)).status_code == 204
    assert Delivery.objects.count() == 0


@pytest.mark.parametrize("who", ["nobody", "a stranger", "an operator", "a key of another board"])
def test_nobody_but_the_owner_and_a_program_of_the_board_has_a_say(client: Client, ours: Receiver, who: str) -> None:
    board, push = owned_board_with_a_push(ours)
    headers = {}
    if who == "a key of another board":
        headers = bearer(open_board())
    elif who != "nobody":
        person = User.objects.create_user(f"{who[2:4]}@example.org", display_name="Cyd")
        client.force_login(person)
        if who == "an operator":
            visitor = Visitor(user_id=person.pk, person_id=person.pk, public_id=person.public_id, name="Cyd")
            remember_operator(visitor, board, now=clock.now())
    base = f"/api/boards/{board.slug}/pushes"
    answers = [
        client.get(base, headers=headers),
        client.post(base, {"url": f"{ours.url}/mine"}, "application/json", headers=headers),
        client.get(f"{base}/{push}/deliveries", headers=headers),
        *(client.post(f"{base}/{push}/{act}", headers=headers) for act in ("pause", "resume", "test")),
        client.post(f"{base}/{push}/replay?since=1", headers=headers),
        client.delete(f"{base}/{push}", headers=headers),
    ]

    assert {answer.status_code for answer in answers} == {403}
    assert [(one.url, one.state) for one in Endpoint.objects.all()] == [(ours.url, "active")]
    assert Delivery.objects.count() == 0


def test_a_push_of_another_board_is_not_found(client: Client, ours: Receiver) -> None:
    mine, other = open_board(), open_board()
    push = follow(client, other, ours.url)["push"]["id"]

    assert client.delete(pushes(mine, f"/{push}"), headers=bearer(mine)).status_code == 404
    assert Endpoint.objects.count() == 1


@pytest.mark.parametrize("url", ["", "ftp://example.org/", "example.org", "https://user:secret@example.org/"])
def test_an_address_that_cannot_be_called_is_refused_by_name(client: Client, url: str) -> None:
    board = open_board()

    answer = client.post(pushes(board), {"url": url}, "application/json", headers=bearer(board))

    assert answer.status_code == 422
    assert answer.json()["code"] in {"AddressRefused", "InvalidInput"}
    assert Endpoint.objects.count() == 0


def test_the_example_program_of_the_documentation_keeps_a_score(site: Site, tmp_path: Path) -> None:
    board = open_board(home="Herons", away="Owls")
    text = (Path(settings.BASE_DIR) / "SCORING.md").read_text(encoding="utf-8")
    (example,) = re.findall(r"```python\n(.*?)```", text, re.DOTALL)
    program = tmp_path / "score.py"
    program.write_text(example, encoding="utf-8")

    for _twice in range(2):
        said = subprocess.run(
            [sys.executable, program, site.url, board.slug, board.token],
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
        )
        assert said.returncode == 0, said.stderr

    assert said.stdout.splitlines()[-1] == "Herons 5 : 2 Owls"


def owned_board_with_a_push(ours: Receiver) -> tuple[Any, str]:
    ada = User.objects.create_user("ada@example.org", display_name="Ada")
    board, key = create_board(home=TeamLook(name="Herons"), away=TeamLook(name="Owls"), now=clock.now())
    visitor = Visitor(user_id=ada.pk, person_id=ada.pk, public_id=ada.public_id, name="Ada")
    remember_operator(visitor, board, now=clock.now())
    push = follow(Client(), Opened(slug=board.slug, token=key), ours.url)["push"]["id"]
    return board, push
