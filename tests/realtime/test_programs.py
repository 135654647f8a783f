"""Sockets of programs: opened by a ticket, held to their scopes, closed at once when their key or sign-in ends."""

import time
from datetime import timedelta
from typing import Any

import httpx
import pytest

from project.accounts.models import User
from project.accounts.security.clients import Client
from project.accounts.tokens.families import Issued, end_programs, open_family
from project.accounts.tokens.keys import make_key, revoke_key
from project.accounts.tokens.models import ApiKey, Because
from project.accounts.tokens.scopes import scope_names
from project.accounts.visitors import member_as_visitor
from project.base import clock
from realtime.chat.actions import open_room
from realtime.topics import registered
from tests.realtime.speaker import Speaker
from tests.site import Site

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


@pytest.fixture
def ada(transactional_db: None) -> User:
    return User.objects.create_user("ada@example.org", "a-long-password", display_name="Ada")


def key_with(user: User, *scopes: str) -> tuple[ApiKey, str]:
    now = clock.now()
    return make_key(
        user_id=user.pk, name="A key", scopes=set(scopes), expires_at=now + timedelta(days=1), client=Client(), now=now
    )


def signed_in(user: User) -> Issued:
    return open_family(user=user, name="A script", address="", now=clock.now())


def ticket_for(site: Site, text: str) -> str:
    answer = httpx.post(f"{site.url}/api/rt/ticket", headers={"Authorization": f"Bearer {text}"})
    assert answer.status_code == 201, answer.text
    return str(answer.json()["ticket"])


def entered(socket: Speaker, ticket: str) -> dict[str, Any]:
    socket.say(type="authenticate", id=1, ticket=ticket)
    return socket.hear("welcome")


def refused_call(site: Site, text: str) -> int:
    return httpx.post(f"{site.url}/api/rt/ticket", headers={"Authorization": f"Bearer {text}"}).status_code


def test_program_enters_as_its_person(site: Site, ada: User) -> None:
    _key, text = key_with(ada, "account:read")
    for shown in (text, signed_in(ada).access):
        with Speaker(site, origin=None) as program:
            assert entered(program, ticket_for(site, shown))["user"] == ada.public_id


def test_revoked_key_closes_its_sockets_within_a_second_and_no_others(site: Site, ada: User) -> None:
    key, text = key_with(ada, "account:read")
    _other, other_text = key_with(ada, "account:read")
    with Speaker(site, origin=None) as program, Speaker(site, origin=None) as other:
        entered(program, ticket_for(site, text))
        entered(other, ticket_for(site, other_text))
        began = time.monotonic()

        revoke_key(user_id=ada.pk, key_id=key.public_id, client=Client(), now=clock.now())

        assert program.ending()[1] == 4001
        assert time.monotonic() - began < 1
        assert other.silent()
        assert refused_call(site, text) == 401


def test_signed_out_program_loses_its_sockets_and_its_access_token(site: Site, ada: User) -> None:
    issued = signed_in(ada)
    with Speaker(site, origin=None) as program:
        entered(program, ticket_for(site, issued.access))

        end_programs(user_id=ada.pk, now=clock.now())

        assert program.ending()[1] == 4001
        assert refused_call(site, issued.access) == 401


def test_key_that_ended_without_a_word_loses_its_sockets_at_the_next_check(hurried: Site, ada: User) -> None:
    key, text = key_with(ada, "account:read")
    with Speaker(hurried, origin=None) as program:
        entered(program, ticket_for(hurried, text))

        ApiKey.objects.filter(pk=key.pk).update(revoked_at=clock.now(), because=Because.ENDED)

        assert program.ending()[1] == 4001


def test_changed_password_ends_sockets_of_programs_at_the_next_check(hurried: Site, ada: User) -> None:
    with Speaker(hurried, origin=None) as program:
        entered(program, ticket_for(hurried, signed_in(ada).access))

        ada.set_password("another-long-password")
        ada.save()

        assert program.ending()[1] == 4001


def test_ticket_of_a_key_that_was_revoked_meanwhile_opens_nothing(site: Site, ada: User) -> None:
    key, text = key_with(ada, "account:read")
    ticket = ticket_for(site, text)
    revoke_key(user_id=ada.pk, key_id=key.public_id, client=Client(), now=clock.now())

    with Speaker(site, origin=None) as program:
        program.say(type="authenticate", id=1, ticket=ticket)
        assert program.ending()[1] == 4001


def test_key_without_the_scope_of_a_room_does_not_hear_it(site: Site, ada: User) -> None:
    inbox = f"inbox.{ada.public_id}"
    heard = []
    for scopes in (["account:read"], ["account:read", "chat:read"]):
        with Speaker(site, origin=None) as program:
            entered(program, ticket_for(site, key_with(ada, *scopes)[1]))
            heard.append(program.subscribe(inbox).get("code", "heard"))

    assert heard == ["forbidden", "heard"]


def test_key_that_only_reads_a_room_is_not_seen_typing_in_it(direct: Site, ada: User) -> None:
    room = (
        f"chat.{open_room(visitor=member_as_visitor(ada, session_key=None), title='Pier', now=clock.now()).public_id}"
    )
    answers = []
    for scopes in (["chat:read"], ["chat:read", "chat:write"]):
        with Speaker(direct, origin=None) as program:
            entered(program, ticket_for(direct, key_with(ada, *scopes)[1]))
            program.subscribe(room)
            program.say(type="signal", id=9, topic=room, name="typing", data={})
            program.say(type="unsubscribe", id=10, topic="chat.none")
            answers.append(program.hear("error")["code"])

    assert answers == ["forbidden", "not_subscribed"]


def test_every_topic_that_is_not_public_asks_programs_for_a_scope_that_keys_can_hold() -> None:
    lacking = [
        kind.name
        for kind in registered()
        if not kind.is_public and kind.scope not in scope_names() and kind.name in OURS
    ]

    assert lacking == []


OURS = {"chat", "pulse", "inbox", "table", "board", "plays", "box"}
