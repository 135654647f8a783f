"""Every reason for which the server closes a socket, and the code that tells the browser what to do next."""

import time
from contextlib import suppress

import pytest
from django.contrib.sessions.models import Session
from django.db import transaction
from websockets.exceptions import ConnectionClosed, InvalidStatus

from project.accounts.models import User
from realtime.revoke import end_person_later, end_session_later, revoke_topic_later
from tests.probe.actions import make_mark
from tests.probe.models import Member
from tests.realtime.speaker import Speaker
from tests.site import Site

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


# The door


@pytest.mark.parametrize("origin", ["http://localhost:1", "https://localhost:{port}", "http://evil.example", "null"])
def test_a_page_of_another_origin_cannot_open_a_socket(site: Site, origin: str) -> None:
    with pytest.raises(InvalidStatus) as refused, Speaker(site, origin=origin.format(port=site.port)):
        pass
    assert refused.value.response.status_code == 403


def test_a_browser_that_does_not_speak_rt_v1_is_told_it_is_too_old(site: Site) -> None:
    with Speaker(site, subprotocol="rt.v0") as ada:
        bye, code = ada.ending()

    assert code == 4004
    assert bye == {"type": "bye", "code": 4004, "reason": "rt.v1 is spoken here", "window": 0}


def test_one_socket_too_many_of_a_person_is_told_to_wait(site: Site, ben: tuple[User, str]) -> None:
    one, two, three, four = (Speaker(site, cookie=ben[1]) for _ in range(4))
    with one, two, three, four:
        bye, code = four.ending()
    with Speaker(site, cookie=ben[1]) as later:
        assert later.next()["type"] == "welcome"
    assert code == 4101
    assert bye is not None
    assert bye["window"] == 5


def test_one_socket_too_many_of_an_address_is_told_to_wait(hurried: Site) -> None:
    with Speaker(hurried), Speaker(hurried), Speaker(hurried), Speaker(hurried), Speaker(hurried) as fifth:
        assert fifth.ending()[1] == 4101


# What a client may not do


def test_a_flood_is_cut_off_and_the_process_lives(site: Site) -> None:
    with Speaker(site) as ada:
        with suppress(ConnectionClosed):
            for _ in range(3000):
                ada.say(type="pong")
        assert ada.ending()[1] == 4100
    with Speaker(site) as ada:
        assert ada.next()["type"] == "welcome"


def test_a_frame_that_is_too_large_is_refused(site: Site) -> None:
    with Speaker(site) as ada:
        ada.say(type="subscribe", id=1, topic="log.a", filler="x" * 17_000)
        assert ada.ending()[1] == 4009


def test_a_binary_frame_is_refused(site: Site) -> None:
    with Speaker(site) as ada:
        ada.wire.send(b"\x00\x01")
        assert ada.ending()[1] == 4000


def test_an_acknowledgement_of_what_was_not_sent_is_refused(site: Site) -> None:
    with Speaker(site) as ada:
        ada.hear("welcome")
        ada.say(type="ack", count=1_000_000)
        assert ada.ending()[1] == 4000


def test_a_reader_that_does_not_answer_heartbeats_is_let_go(hurried: Site) -> None:
    with Speaker(hurried, pongs=False) as ada:
        assert ada.ending()[1] == 4202


def test_a_reader_that_answers_heartbeats_stays_and_hears_which_topics_moved(hurried: Site, key: str) -> None:
    with Speaker(hurried) as ada:
        ada.subscribe(f"log.{key}")
        make_mark(key=key, value=1)
        ada.hear("event")
        heads = [ada.hear("heartbeat")["heads"] for _ in range(4)]

    assert heads.count({f"log.{key}": 1}) == 1
    assert heads.count({}) == 3


# Tickets


def test_a_program_enters_with_a_ticket_once(site: Site, ben: tuple[User, str], client) -> None:  # type: ignore[no-untyped-def]
    client.force_login(ben[0])
    ticket = client.post("/api/rt/ticket").json()["ticket"]
    with Speaker(site, origin=None) as program:
        program.say(type="authenticate", id=1, ticket=ticket)
        welcome = program.next()
    with Speaker(site, origin=None) as again:
        again.say(type="authenticate", id=1, ticket=ticket)
        assert again.ending()[1] == 4001

    assert welcome["user"] == ben[0].public_id


@pytest.mark.parametrize(
    "first", [{"type": "subscribe", "id": 1, "topic": "log.a"}, {"type": "authenticate", "ticket": "x"}]
)
def test_a_program_without_a_good_ticket_is_turned_away(site: Site, first: dict[str, object]) -> None:
    with Speaker(site, origin=None) as program:
        program.say(**first)
        assert program.ending()[1] == 4001


def test_a_program_that_shows_no_ticket_in_time_is_turned_away(hurried: Site) -> None:
    with Speaker(hurried, origin=None) as program:
        bye, code = program.ending()

    assert code == 4001
    assert bye is not None
    assert bye["reason"] == "a ticket was expected"


# Rights that end


def test_a_right_that_is_taken_away_ends_before_the_next_event(site: Site, key: str, ben: tuple[User, str]) -> None:
    Member.objects.create(key=key, person=ben[0].public_id)
    with Speaker(site, cookie=ben[1]) as socket:
        seen = socket.subscribe(f"secret.{key}")
        with transaction.atomic():
            Member.objects.all().delete()
            revoke_topic_later(topic=f"secret.{key}", people=[ben[0].pk])
        make_mark(key=key, value=1, kinds=("secret",))

        assert socket.hear() == {"type": "revoked", "topic": f"secret.{key}"}
        assert socket.silent()
        assert socket.subscribe(f"secret.{key}", {"epoch": seen["epoch"], "seq": 0})["code"] == "forbidden"


def test_a_right_whose_end_nobody_announced_ends_at_the_next_check(
    hurried: Site, key: str, ben: tuple[User, str]
) -> None:
    Member.objects.create(key=key, person=ben[0].public_id)
    with Speaker(hurried, cookie=ben[1]) as socket:
        socket.subscribe(f"secret.{key}")
        Member.objects.all().delete()

        assert socket.hear("revoked")["topic"] == f"secret.{key}"
        make_mark(key=key, value=1, kinds=("secret",))
        assert socket.silent()


def test_ending_a_session_closes_its_sockets_and_no_others(
    site: Site, ben: tuple[User, str], cyd: tuple[User, str]
) -> None:
    with Speaker(site, cookie=ben[1]) as socket, Speaker(site, cookie=cyd[1]) as other:
        socket.hear("welcome")
        other.hear("welcome")
        rows = Session.objects.all()
        ended = next(row.session_key for row in rows if row.get_decoded()["_auth_user_id"] == str(ben[0].pk))
        began = time.monotonic()
        with transaction.atomic():
            Session.objects.filter(session_key=ended).delete()
            end_session_later(session_key=ended)

        assert socket.ending()[1] == 4001
        assert time.monotonic() - began < 5
        assert other.silent()


def test_ending_a_person_closes_every_socket_of_theirs(site: Site, ben: tuple[User, str]) -> None:
    with Speaker(site, cookie=ben[1]) as one, Speaker(site, cookie=ben[1]) as two:
        for socket in (one, two):
            socket.hear("welcome")
        with transaction.atomic():
            end_person_later(user_id=ben[0].pk, code=4003, reason="banned")

        assert [socket.ending()[1] for socket in (one, two)] == [4003, 4003]


def test_a_session_that_ended_silently_loses_its_sockets_at_the_next_check(
    hurried: Site, ben: tuple[User, str]
) -> None:
    with Speaker(hurried, cookie=ben[1]) as socket:
        socket.hear("welcome")
        Session.objects.all().delete()

        assert socket.ending()[1] == 4001


def test_a_session_that_ended_opens_no_door(site: Site, ben: tuple[User, str]) -> None:
    Session.objects.all().delete()
    with Speaker(site, cookie=ben[1]) as socket:
        assert socket.next()["user"] is None


# The server's own end


@pytest.mark.parametrize("server", ["uvicorn", "daphne"])
def test_a_server_that_stops_says_when_to_come_back(server: str, key: str) -> None:
    site = Site(environment={"RT_DRAIN_SECONDS": "7"})
    site.start("daphne" if server == "daphne" else "uvicorn")
    try:
        with Speaker(site) as ada:
            ada.subscribe(f"log.{key}")
            # Daphne waits for the first application that ends, which may be another request's: let those end.
            ada.hear("signal")
            assert site.process is not None
            site.process.terminate()
            bye, code = ada.ending()
    finally:
        site.stop()

    assert bye == {"type": "bye", "code": 4200, "reason": "restarting", "window": 7.0}
    assert code == 4200
