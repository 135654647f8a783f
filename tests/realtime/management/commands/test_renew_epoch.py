"""After a restore: every open page is answered anew, and positions of before are worth nothing."""

from io import StringIO

import pytest
from django.core.management import call_command

from realtime.models import Incarnation
from tests.probe.actions import make_mark
from tests.realtime.speaker import Speaker
from tests.site import Site

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


def test_an_open_socket_is_answered_anew_without_asking(site: Site, key: str) -> None:
    make_mark(key=key, value=1)
    with Speaker(site) as ada:
        before = ada.subscribe(f"log.{key}")
        call_command("renew_epoch", stdout=StringIO())

        anew = ada.hear("subscribed")
        make_mark(key=key, value=2)
        event = ada.hear()

    assert (anew["id"], anew["topic"], anew["recovered"]) == (None, f"log.{key}", False)
    assert anew["snapshot"] == {"values": [1], "total": 1}
    assert anew["epoch"] != before["epoch"]
    assert (event["type"], event["seq"]) == ("event", 2)


def test_a_position_of_before_brings_a_snapshot(site: Site, key: str) -> None:
    make_mark(key=key, value=1)
    with Speaker(site) as ada:
        before = ada.subscribe(f"log.{key}")
    call_command("renew_epoch", stdout=StringIO())

    with Speaker(site) as ada:
        answer = ada.subscribe(f"log.{key}", {"epoch": before["epoch"], "seq": before["seq"]})

    assert answer["recovered"] is False


def test_the_new_name_is_said_and_no_older_one_comes_back() -> None:
    names, said = set(), StringIO()
    for _ in range(5):
        call_command("renew_epoch", stdout=said)
        names.add(Incarnation.objects.get().token)

    assert len(names) == 5
    assert said.getvalue().splitlines()[-1] == f"epoch renewed: {Incarnation.objects.get().token}"
