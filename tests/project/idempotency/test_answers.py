"""A request that is sent again under its `Idempotency-Key` is answered again and done once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import httpx
import pytest
from django.db import connections
from django.test import Client

from project.base import clock
from project.idempotency import actions
from project.idempotency.actions import LEASE, forget_old_answers
from project.idempotency.models import StoredAnswer
from realtime.scoreboards.models import Board
from tests.site import Site

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)

BODY = {"home": {"name": "Lions"}, "away": {"name": "Bears"}}


def open_board(client: Client, key: str, body: dict[str, Any] | None = None) -> Any:
    told = {"Idempotency-Key": key}
    return client.post("/api/boards", body or BODY, content_type="application/json", headers=told)


def test_second_request_gets_the_first_ones_answer_with_its_secret(client: Client) -> None:
    first, second = open_board(client, "order-1"), open_board(client, "order-1")

    assert (first.status_code, second.status_code) == (201, 201)
    assert first.json() == second.json()
    assert "Idempotency-Replayed" not in first
    assert second["Idempotency-Replayed"] == "true"
    assert second["Content-Type"] == first["Content-Type"]
    assert Board.objects.count() == 1


def test_without_a_key_every_request_is_done(client: Client) -> None:
    for _time in range(2):
        client.post("/api/boards", BODY, content_type="application/json")

    assert Board.objects.count() == 2
    assert not StoredAnswer.objects.exists()


def test_key_of_another_request_is_refused_and_nothing_is_done(client: Client) -> None:
    open_board(client, "order-1")

    refused = open_board(client, "order-1", {**BODY, "title": "Final"})

    assert (refused.status_code, refused.json()["code"]) == (422, "KeyReused")
    assert Board.objects.count() == 1


def test_two_callers_may_choose_the_same_key(client: Client) -> None:
    other = Client(headers={"Authorization": "Bearer brd_somebody-else"})

    slugs = {open_board(one, "order-1").json()["board"]["slug"] for one in (client, other)}

    assert len(slugs) == 2


@pytest.mark.parametrize("claim", [{"Authorization": "Bearer brd_127.0.0.1"}, {"Cookie": "session=127.0.0.1"}])
def test_nobody_gets_the_answer_of_an_address_by_naming_it(client: Client, claim: dict[str, str]) -> None:
    elsewhere = Client(headers=claim, REMOTE_ADDR="198.51.100.7")
    first, other = open_board(client, "order-1"), open_board(elsewhere, "order-1")

    assert first.json()["operator_token"] != other.json()["operator_token"]
    assert "Idempotency-Replayed" not in other


def test_refused_request_is_not_remembered(client: Client) -> None:
    refused = open_board(client, "order-1", {**BODY, "home": {"name": ""}})
    done = open_board(client, "order-1")

    assert (refused.status_code, done.status_code) == (422, 201)


def test_request_that_broke_is_not_done_again(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    client.raise_request_exception = False
    with monkeypatch.context() as broken:
        broken.setattr("realtime.scoreboards.api.queries.state_of", lambda _board: 1 / 0)
        first = open_board(client, "order-1")

    second = open_board(client, "order-1")

    assert (first.status_code, second.status_code) == (500, 500)
    assert Board.objects.count() == 1


def test_second_request_waits_while_the_first_runs_and_takes_over_what_died(client: Client) -> None:
    open_board(client, "order-1")
    later = clock.now() + LEASE
    StoredAnswer.objects.update(state="running", status=None, leased_until=later)

    waits = open_board(client, "order-1")

    assert (waits.status_code, waits.json()["code"]) == (409, "StillRunning")
    assert 0 < int(waits["Retry-After"]) <= LEASE.total_seconds()
    StoredAnswer.objects.update(leased_until=clock.now() - timedelta(seconds=1))
    assert open_board(client, "order-1").status_code == 201
    assert Board.objects.count() == 2


def test_who_lost_the_key_keeps_no_answer_under_it() -> None:
    asked = {"caller": "c" * 64, "key": "order-1", "fingerprint": "f" * 64}
    now = clock.now()
    late = actions.take(**asked, now=now)
    after = actions.take(**asked, now=now + LEASE)
    assert isinstance(late, actions.Taken)
    assert isinstance(after, actions.Taken)

    actions.keep(late, actions.Told(status=200, headers={}, body="too late"))
    actions.give_back(late)

    assert StoredAnswer.objects.get().state == "running"


@pytest.mark.parametrize("key", ["", "two words", "x" * 201, "ключ"])
def test_key_that_is_none_is_refused(client: Client, key: str) -> None:
    refused = open_board(client, key)

    assert (refused.status_code, refused.json()["code"]) == (422, "KeyNotValid")
    assert not Board.objects.exists()


def test_twenty_at_once_are_one() -> None:
    def ask(_number: int) -> tuple[int, str | None]:
        answer = open_board(Client(), "order-1")
        connections.close_all()
        return answer.status_code, answer.json().get("operator_token") if answer.status_code == 201 else None

    with ThreadPoolExecutor(20) as pool:
        answers = list(pool.map(ask, range(20)))

    assert {status for status, _token in answers} <= {201, 409}
    assert len({token for _status, token in answers if token}) == 1
    assert Board.objects.count() == 1


def test_a_serving_process_answers_once_as_well() -> None:
    site = Site()
    site.start()
    try:
        answers = [
            httpx.post(f"{site.url}/api/boards", json=BODY, headers={"Idempotency-Key": "order-1"}, timeout=30)
            for _time in range(2)
        ]
    finally:
        site.stop()

    assert [answer.status_code for answer in answers] == [201, 201]
    assert answers[0].json() == answers[1].json()
    assert Board.objects.count() == 1


def test_secret_of_an_answer_lies_sealed(client: Client) -> None:
    token = open_board(client, "order-1").json()["operator_token"]

    assert token not in str(StoredAnswer.objects.values().get())


def test_answers_are_forgotten_after_a_day_and_their_keys_are_free(client: Client) -> None:
    open_board(client, "order-1")
    StoredAnswer.objects.update(expires_at=clock.now())

    assert open_board(client, "order-1").status_code == 201
    assert Board.objects.count() == 2
    assert forget_old_answers(now=clock.now() + timedelta(days=2)) == 1


def test_every_unsafe_operation_says_that_it_understands_the_key(client: Client) -> None:
    paths = client.get("/api/openapi.json").json()["paths"]
    told = {
        (path, method): [one.get("name") or one["$ref"].rpartition("/")[2] for one in operation["parameters"]]
        for path, operations in paths.items()
        for method, operation in operations.items()
    }

    assert len(told) > 30
    assert {method for (_path, method), names in told.items() if "Idempotency-Key" in names} == {
        "post",
        "put",
        "patch",
        "delete",
    }
    assert [one for one, names in told.items() if ("Idempotency-Key" in names) != (one[1] != "get")] == []
