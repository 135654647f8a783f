"""Claims about the sweep: what nobody sent and what was taken back is gone from the rows and from the disk."""

import threading
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.db import transaction

from project.accounts.models import User
from project.base.storage import new_name, private_files
from realtime.chat.files.sweep import KEPT_WAITING, forget_files
from realtime.chat.models import Attachment, Message, Room
from tests.realtime.chat.rows import NOON, a_message
from tests.realtime.race import race


def a_file(room: Room, uploader: User, *, message: Message | None = None, hours: int = 0) -> Attachment:
    paths = [private_files().save(new_name("chat"), ContentFile(b"x")) for _ in range(2)]
    return Attachment.objects.create(
        room=room,
        uploader=uploader,
        message=message,
        kind="image",
        name="x.png",
        mime="image/png",
        bytes=1,
        width=1,
        height=1,
        path=paths[0],
        small_path=paths[1],
        created_at=NOON - timedelta(hours=hours),
    )


def on_disk(folder: Path) -> int:
    return sum(path.is_file() for path in folder.rglob("*"))


def test_old_waiting_files_and_those_of_deleted_messages_go(ada: User, room: Room, folder: Path) -> None:
    kept = [a_file(room, ada, message=a_message(room, ada, "hi"), hours=99), a_file(room, ada, hours=23)]
    gone = [a_file(room, ada, hours=25), a_file(room, ada, message=a_message(room, ada, "", deleted="moderator"))]
    gone.append(a_file(room, ada, hours=30))
    Path(private_files().path(gone[0].path)).unlink()

    assert forget_files(now=NOON) == len(gone)

    assert set(Attachment.objects.all()) == set(kept)
    assert on_disk(folder) == 2 * len(kept)
    assert forget_files(now=NOON + KEPT_WAITING) == 1


def test_everything_due_goes_however_much_it_is(ada: User, room: Room, folder: Path) -> None:
    for _ in range(105):
        a_file(room, ada, hours=48)

    assert forget_files(now=NOON) == 105
    assert on_disk(folder) == 0


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_file_that_is_being_sent_is_left_alone(ada: User, room: Room, folder: Path) -> None:
    file, told = a_file(room, ada, hours=25), threading.Barrier(2, timeout=20)

    def send_or_sweep(number: int) -> int:
        if number:
            told.wait()
            forgotten = forget_files(now=NOON)
            told.wait()
            return forgotten
        with transaction.atomic():
            Attachment.objects.select_for_update().get(pk=file.pk)
            told.wait()
            told.wait()
        return 0

    assert race(send_or_sweep, runners=2) == [0, 0]
    assert on_disk(folder) == 2
    assert forget_files(now=NOON) == 1
