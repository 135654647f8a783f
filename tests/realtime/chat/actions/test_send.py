"""Sending: once, in order, in few statements, to whoever may hear it."""

import pytest

from realtime.chat.queries.messages import newest_of
from tests.realtime.chat.room import member_called, open_room, say

pytestmark = pytest.mark.django_db


def test_a_message_is_what_everybody_sees() -> None:
    ada = member_called("Ada")
    room = open_room(ada)

    sent = say(room, ada, "Hello *all*")

    assert newest_of(room.__class__.objects.get(pk=room.pk))["messages"] == [sent]
