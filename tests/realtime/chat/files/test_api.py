"""Claims about putting files in and reading them: who, what, how much, and that every read is asked anew."""

from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from project.accounts.models import User
from realtime.chat.files import receive
from realtime.chat.models import Attachment, Message, Room
from tests.realtime.chat.files.conftest import browser_of
from tests.realtime.chat.files.pictures import encoded, noise, opened
from tests.realtime.chat.rows import a_message, belongs

PDF = b"%PDF-1.7 and so on"


def put(person: User | None, room: Room, name: str, content: bytes) -> Any:
    file = SimpleUploadedFile(name, content)
    return browser_of(person).post("/api/chat/files", {"room": room.public_id, "file": file})


def sent(file_id: str, room: Room, author: User) -> Message:
    """The file goes out with a message."""
    message = a_message(room, author, "look")
    Attachment.objects.filter(public_id=file_id).update(message=message)
    return message


def test_picture_is_kept_with_its_size_and_a_small_one(ada: User, room: Room) -> None:
    answer = put(ada, room, "../me.jpg", encoded(noise(640, 480), "JPEG"))

    assert answer.status_code == 201
    file = answer.json()
    assert file == {
        "id": file["id"],
        "name": "me.jpg",
        "kind": "image",
        "bytes": file["bytes"],
        "mime": "image/jpeg",
        "width": 640,
        "height": 480,
    }
    whole = browser_of(ada).get(f"/api/chat/files/{file['id']}")
    small = browser_of(ada).get(f"/api/chat/files/{file['id']}/small")
    assert (whole["Content-Type"], small["Content-Type"]) == ("image/jpeg", "image/webp")
    assert (opened(whole.content).size, opened(small.content).size) == ((640, 480), (480, 360))
    assert len(whole.content) == file["bytes"]


def test_other_files_are_offered_to_be_saved_in_a_box(ada: User, room: Room) -> None:
    file = put(ada, room, "plan.pdf", PDF).json()

    answer = browser_of(ada).get(f"/api/chat/files/{file['id']}")

    assert answer.content == PDF
    assert answer["Content-Disposition"] == 'attachment; filename="plan.pdf"'
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Cache-Control"] == "private, no-cache"
    assert browser_of(ada).get(f"/api/chat/files/{file['id']}/small").status_code == 404


@pytest.mark.parametrize(
    ("name", "content", "status", "code"),
    [
        ("x.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>", 415, "FileKindNotAllowed"),
        ("x.html", b"<script>alert(1)</script>", 415, "FileKindNotAllowed"),
        ("x.pdf.exe", PDF, 415, "FileKindNotAllowed"),
        ("x.pdf", b"<script>%PDF-", 415, "FileKindNotAllowed"),
        ("x.png", PDF, 422, "PictureBroken"),
        ("x.gif", b"GIF89a/*<script>*/", 422, "PictureBroken"),
        ("x.jpg", encoded(noise(), "JPEG")[:4000], 422, "PictureBroken"),
        ("x.txt", b"", 422, "FileEmpty"),
        ("x.png", b"\x89PNG" + bytes(10_485_760), 413, "FileTooLarge"),
    ],
)
def test_what_is_not_let_in_leaves_nothing(
    ada: User, room: Room, folder: Path, name: str, content: bytes, status: int, code: str
) -> None:
    answer = put(ada, room, name, content)

    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert not Attachment.objects.exists()
    assert [path for path in folder.rglob("*") if path.is_file()] == []


def test_polyglot_comes_out_as_a_picture_alone(ada: User, room: Room) -> None:
    file = put(ada, room, "x.gif", encoded(noise(90, 60), "GIF") + b"<script>alert(1)</script>").json()

    answer = browser_of(ada).get(f"/api/chat/files/{file['id']}")

    assert answer["Content-Type"] == "image/gif"
    assert b"<script>" not in answer.content


def test_strangers_former_members_and_the_banned_put_nothing_in(
    ada: User, ben: User, cyd: User, room: Room, folder: Path
) -> None:
    for state in ("left", "removed", "banned"):
        belongs(room, ben, state)
        assert put(ben, room, "x.pdf", PDF).status_code == 404
    assert put(cyd, room, "x.pdf", PDF).status_code == 404
    assert put(None, room, "x.pdf", PDF).status_code == 404

    assert not Attachment.objects.exists()
    assert list(folder.rglob("*/*/*")) == []


def test_only_its_uploader_sees_a_file_that_waits(ada: User, ben: User, cyd: User, room: Room) -> None:
    file = put(ada, room, "x.pdf", PDF).json()["id"]

    seen = {name: browser_of(who).get(f"/api/chat/files/{file}").status_code for name, who in people(ada, ben, cyd)}

    assert seen == {"ada": 200, "ben": 404, "cyd": 404, "nobody": 404}


def test_whoever_reads_the_room_reads_what_was_sent(ada: User, ben: User, cyd: User, room: Room) -> None:
    file = put(ada, room, "x.png", encoded(noise(), "PNG")).json()["id"]
    sent(file, room, ada)

    for path in (f"/api/chat/files/{file}", f"/api/chat/files/{file}/small"):
        seen = {name: browser_of(who).get(path).status_code for name, who in people(ada, ben, cyd)}
        assert seen == {"ada": 200, "ben": 200, "cyd": 404, "nobody": 404}


@pytest.mark.parametrize("state", ["left", "removed", "banned"])
def test_former_member_finds_nothing_even_with_what_they_remember(ada: User, ben: User, room: Room, state: str) -> None:
    file = put(ada, room, "x.pdf", PDF).json()["id"]
    sent(file, room, ada)
    browser = browser_of(ben)
    remembered = browser.get(f"/api/chat/files/{file}")["ETag"]

    belongs(room, ben, state)

    for headers in ({}, {"If-None-Match": remembered}, {"Range": "bytes=0-3"}):
        assert browser.get(f"/api/chat/files/{file}", headers=headers).status_code == 404


def test_uploader_who_was_banned_loses_what_waits(ada: User, room: Room) -> None:
    file = put(ada, room, "x.pdf", PDF).json()["id"]

    belongs(room, ada, "banned")

    assert browser_of(ada).get(f"/api/chat/files/{file}").status_code == 404


def test_file_goes_with_its_message(ada: User, room: Room) -> None:
    file = put(ada, room, "x.pdf", PDF).json()["id"]
    message = sent(file, room, ada)

    Message.objects.filter(pk=message.pk).update(deleted="author", body="", html="", plain="")

    assert browser_of(ada).get(f"/api/chat/files/{file}").status_code == 404


def test_putting_in_twice_makes_two_files(ada: User, room: Room) -> None:
    first, second = (put(ada, room, "x.pdf", PDF).json()["id"] for _ in range(2))

    assert first != second
    assert Attachment.objects.count() == 2


def test_unchanged_file_is_not_sent_again_and_parts_are(ada: User, room: Room) -> None:
    path = f"/api/chat/files/{put(ada, room, 'x.pdf', PDF).json()['id']}"
    browser = browser_of(ada)
    etag = browser.get(path)["ETag"]

    assert browser.get(path, headers={"If-None-Match": etag}).status_code == 304
    part = browser.get(path, headers={"Range": "bytes=5-7"})
    assert (part.status_code, part.content, part["Content-Range"]) == (206, b"1.7", f"bytes 5-7/{len(PDF)}")
    assert browser.get(path, headers={"Range": "bytes=-2"}).content == PDF[-2:]
    assert browser.get(path, headers={"Range": "bytes=90-"}).status_code == 416
    assert browser.get(path, headers={"Range": "bytes=0-1,3-4"}).content == PDF
    assert browser.get(path, headers={"Range": "bytes=0-1", "If-Range": '"other"'}).content == PDF


def test_page_of_another_site_puts_nothing_in(ada: User, room: Room) -> None:
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(ada)

    answer = browser.post("/api/chat/files", {"room": room.public_id, "file": SimpleUploadedFile("x.pdf", PDF)})

    assert answer.status_code == 403
    assert not Attachment.objects.exists()


def test_one_person_keeps_only_so_much(ada: User, room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(receive, "MOST_WAITING", 2)
    monkeypatch.setattr(receive, "MOST_BYTES_A_DAY", 3 * len(PDF))

    codes = [put(ada, room, "x.pdf", PDF).json().get("code") for _ in range(3)]
    Attachment.objects.update(message=a_message(room, ada, "look"))
    codes += [put(ada, room, "x.pdf", PDF).json().get("code") for _ in range(2)]

    assert codes == [None, None, "TooManyFilesWaiting", None, "TooManyBytesToday"]


def test_missing_file_is_not_found(ada: User, room: Room, folder: Path) -> None:
    file = put(ada, room, "x.pdf", PDF).json()["id"]
    for path in folder.rglob("*"):
        if path.is_file():
            path.unlink()

    assert browser_of(ada).get(f"/api/chat/files/{file}").status_code == 404


def people(ada: User, ben: User, cyd: User) -> list[tuple[str, User | None]]:
    return [("ada", ada), ("ben", ben), ("cyd", cyd), ("nobody", None)]
