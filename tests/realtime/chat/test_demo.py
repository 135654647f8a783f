"""The Lounge: there after loading, once."""

import pytest

from realtime.chat.demo import load
from realtime.chat.models import FilteredMessage, Message, Room

pytestmark = pytest.mark.django_db


def test_loading_twice_makes_one_lounge_with_a_thread_a_mention_and_reactions() -> None:
    load()
    load()

    room = Room.objects.get(kind="public", title="Lounge")
    said = Message.objects.filter(room=room, kind="text")
    assert (room.count, room.member_count) == (7, 4)
    assert said.filter(reply_count=1).count() == said.filter(mentions__isnull=False).count() == 1
    assert said.filter(reactions__emoji="😂").distinct().count() == 1
    assert not FilteredMessage.objects.exists()
