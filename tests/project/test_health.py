"""How the program says that it lives, can serve, and what is wrong."""

import pytest
from django.conf import settings
from django.test import Client

from project import health, heartbeat


@pytest.mark.django_db
def test_health_with_a_fresh_heartbeat_is_ok(client: Client) -> None:
    heartbeat.beat()

    answer = client.get("/api/health")

    told = answer.json()
    assert (answer.status_code, told["status"]) == (200, "ok")
    assert told["worker"]["heartbeat_age_seconds"] < 60
    assert set(told) == {"status", "build", "time", "database", "valkey", "worker", "realtime"}
    assert {"sockets", "subscriptions"} <= set(told["realtime"])


@pytest.mark.django_db
def test_health_without_valkey_says_so_and_reads_go_on(client: Client, valkey_gone: None) -> None:
    told = client.get("/api/health")
    boards = client.get("/api/boards")

    assert (told.status_code, told.json()["status"]) == (200, "degraded")
    assert told.json()["valkey"] == {"ok": False, "error": "ConnectionError"}
    assert told.json()["worker"] == {"ok": False, "heartbeat_age_seconds": None}
    assert boards.status_code == 200


@pytest.mark.django_db
def test_health_without_a_database_is_down(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(settings.DATABASES["default"], "HOST", "/nowhere")

    health_answer, ready_answer = client.get("/api/health"), client.get("/readyz")

    assert (health_answer.status_code, health_answer.json()["status"]) == (503, "down")
    assert (ready_answer.status_code, ready_answer.content) == (503, b"the database does not answer\n")


@pytest.mark.django_db
def test_ready_once_all_tables_are_there(client: Client) -> None:
    health._complete.clear()

    answer = client.get("/readyz")

    assert (answer.status_code, answer.content) == (200, b"ready\n")


def test_metrics_are_shown_to_loopback(client: Client) -> None:
    answer = client.get("/metrics")

    assert answer.status_code == 200
    for name in ("sockets", "subscriptions", "deliveries_total", "gap_fills_total", "sweep_lag_seconds"):
        assert f"\nrialto_{name} " in answer.text
    for name in ("slow_closes_total", "publish_seconds_count", "request_seconds"):
        assert f"rialto_{name}" in answer.text


def test_metrics_are_hidden_from_strangers(client: Client) -> None:
    answer = client.get("/metrics", REMOTE_ADDR="203.0.113.9")

    assert answer.status_code == 403
    assert "rialto_sockets" not in answer.text


def test_metrics_are_shown_for_the_token(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "METRICS_TOKEN", "open")

    right = client.get("/metrics", REMOTE_ADDR="203.0.113.9", headers={"authorization": "Bearer open"})
    wrong = client.get("/metrics", REMOTE_ADDR="203.0.113.9", headers={"authorization": "Bearer shut"})

    assert (right.status_code, wrong.status_code) == (200, 403)
