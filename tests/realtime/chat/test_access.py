"""Who may do what: every door, tried by everybody in every kind of room; a closed one leaves everything as it was."""

from pathlib import Path

import pytest
from django.conf import LazySettings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from PIL import Image

from project.accounts.visitors import Visitor
from realtime.chat.access import may_read, readable_by
from realtime.chat.attached import AttachedKind, AttachmentTaken, anyone, nobody, register_attachment
from realtime.chat.models import Attachment, Room
from realtime.chat.topics import may_join_inbox
from tests.realtime.chat.cast import LAMP, PEOPLE, RIGHTS, ROOMS, Stage, browser_of, register_lamps, set_stage
from tests.realtime.chat.doors import DOORS, OWN_DOORS, UNLISTED, let_through
from tests.realtime.chat.files.pictures import encoded
from tests.realtime.chat.room import NOON, everything, row

pytestmark = pytest.mark.django_db
CELLS = [(room, who, rights) for room in ROOMS for who, rights in zip(PEOPLE, RIGHTS[room], strict=True)]


@pytest.fixture(autouse=True)
def folder(settings: LazySettings, tmp_path: Path) -> None:
    """A folder of private files for one test."""
    private = {"BACKEND": "project.base.storage.PrivateFiles", "OPTIONS": {"location": str(tmp_path)}}
    settings.STORAGES = {**settings.STORAGES, "private": private}


def with_picture(stage: Stage) -> Stage:
    """The owner's first message carries a picture."""
    Room.objects.filter(pk=stage.room.pk).update(state="open")
    picture = SimpleUploadedFile("a.png", encoded(Image.new("RGB", (600, 500)), "PNG"))
    sent = {"room": stage.room.public_id, "file": picture}
    stage.file = browser_of(stage.cast["owner"]).post("/api/chat/files", sent).json()["id"]
    Attachment.objects.filter(public_id=stage.file).update(message=row(stage.root))
    Room.objects.filter(pk=stage.room.pk).update(state=stage.room.state)
    return stage


@pytest.mark.parametrize(("kind", "who", "rights"), CELLS, ids=[f"{room} {who}" for room, who, _rights in CELLS])
def test_every_door_is_open_to_whom_the_table_says(kind: str, who: str, rights: str) -> None:
    stage = with_picture(set_stage(kind))
    before = everything()

    for right in "rwmo":
        expected = right in rights
        doors = dict(DOORS)
        if kind == "attached":
            doors = {name: door for name, door in doors.items() if name not in UNLISTED}
        if who in stage.said:
            doors |= OWN_DOORS
        if expected:
            with transaction.atomic():
                opened = let_through(doors, stage, who, right)
                transaction.set_rollback(True)
        else:
            opened = let_through(doors, stage, who, right)
        assert opened == dict.fromkeys(opened, expected), right

    assert everything() == before


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
@pytest.mark.parametrize("kind", ROOMS)
def test_polling_tells_those_who_may_read_and_nobody_else(kind: str) -> None:
    stage = set_stage(kind)
    topics = [f"chat.{stage.room.public_id}", f"pulse.{stage.room.public_id}"]

    for who, rights in zip(PEOPLE, RIGHTS[kind], strict=True):
        answers = browser_of(stage.cast[who]).get("/api/rt/poll", {"topic": topics}).json()["answers"]

        told = ["subscribed" if "r" in rights else "error"] * 2
        assert [answer["type"] for answer in answers] == told, who
        assert [answer.get("code") for answer in answers] == [None if "r" in rights else "forbidden"] * 2
        assert [("snapshot" in answer) for answer in answers] == ["r" in rights] * 2


def test_a_page_of_another_site_changes_nothing() -> None:
    stage = set_stage("public")
    browser = browser_of(stage.cast["owner"])
    browser.handler.enforce_csrf_checks = True
    before = everything()

    path = f"/api/chat/rooms/{stage.room.public_id}"
    answers = [
        browser.patch(path, {"title": "Theirs"}, content_type="application/json"),
        browser.post(f"{path}/messages", {"body": "Theirs"}, content_type="application/json"),
        browser.post(f"{path}/leave"),
    ]

    assert [answer.json()["code"] for answer in answers] == ["NotFromOurPage"] * 3
    assert everything() == before


def test_an_inbox_is_open_to_its_person_alone() -> None:
    stage = set_stage("public")
    ben = stage.cast["member"]

    may = {who for who, visitor in stage.cast.items() if may_join_inbox(visitor, ben.public_id or "")}

    assert may == {"member"}
    assert not may_join_inbox(Visitor(public_id=ben.public_id), ben.public_id or "")


@pytest.mark.parametrize("kind", ROOMS)
def test_lists_never_show_more_than_may_be_read(kind: str) -> None:
    stage = set_stage(kind)

    for visitor in stage.cast.values():
        assert all(may_read(visitor, room) for room in readable_by(visitor))


def test_a_room_beside_an_object_is_closed_to_whoever_may_not_see_the_object() -> None:
    register_attachment(AttachedKind(kind="vault", may_read=nobody, may_write=anyone))
    room = Room(kind="attached", object_kind="vault", object_key="1", created_at=NOON, last_at=NOON)

    assert not may_read(Visitor(), room)


def test_a_room_beside_an_object_that_nobody_vouches_for_is_closed() -> None:
    room = Room(kind="attached", object_kind="unheard", object_key="1", created_at=NOON, last_at=NOON)

    assert not may_read(Visitor(), room)


def test_a_kind_of_object_has_one_owner() -> None:
    register_lamps()

    with pytest.raises(AttachmentTaken):
        register_attachment(AttachedKind(kind=LAMP, may_read=nobody, may_write=nobody))
