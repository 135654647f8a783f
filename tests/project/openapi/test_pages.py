"""The pages about the API show every operation and every topic that the documents have, without a script."""

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


def test_page_shows_every_operation_with_an_anchor_of_its_own(client: Client) -> None:
    document = client.get("/api/openapi.json").json()

    page = client.get("/api/docs")

    assert page.status_code == 200
    for methods in document["paths"].values():
        for operation in methods.values():
            assert page.text.count(f'id="{operation["operationId"]}"') == 1


def test_page_of_events_shows_every_topic_and_frame(client: Client) -> None:
    document = client.get("/api/asyncapi.json").json()

    page = client.get("/api/docs/events")

    assert page.status_code == 200
    for name, channel in document["channels"].items():
        assert name == "socket" or channel["address"] in page.text
    for frame in ("subscribe", "welcome", "revoked", "bye"):
        assert f">{frame}</code>" in page.text


@pytest.mark.parametrize("path", ["/api/docs", "/api/docs/events"])
def test_pages_need_nothing_from_elsewhere(client: Client, path: str) -> None:
    page = client.get(path)

    assert "unsafe-inline" not in page.headers["Content-Security-Policy"]
    assert "<style" not in page.text
    assert ' style="' not in page.text
    assert 'src="http' not in page.text
