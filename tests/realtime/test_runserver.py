"""`manage.py runserver` serves the socket like the servers of production do."""

import pytest

from tests.probe.actions import make_mark
from tests.realtime.speaker import Speaker
from tests.site import Site

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


def test_runserver_holds_a_conversation(key: str) -> None:
    site = Site()
    site.start("runserver")
    try:
        with Speaker(site) as ada:
            answer = ada.subscribe(f"log.{key}")
            make_mark(key=key, value=1)
            event = ada.hear()
    finally:
        site.stop()

    assert answer["snapshot"] == {"values": [], "total": 0}
    assert (event["type"], event["seq"], event["data"]["value"]) == ("event", 1, 1)
