"""Pictures of people: drawn anew, kept privately, gone when they are replaced; whatever else is sent is refused."""

from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image
from pytest_django import DjangoCaptureOnCommitCallbacks

from project.accounts.models import User
from project.accounts.profiles.avatars import (
    MOST_BYTES,
    NotAPicture,
    PictureHeavy,
    UnknownAvatar,
    read_avatar,
    set_avatar,
)
from project.accounts.profiles.models import Piece, Profile
from project.accounts.profiles.portfolio import TooManyPieces, UnknownPiece, add_piece, read_piece, remove_piece
from project.accounts.profiles.refusals import NotValid
from project.base import clock
from project.base.errors import Refusal
from project.base.pictures import PictureBroken, PictureTooLarge, PictureTooSmall
from tests.project.accounts.profiles.people import a_picture
from tests.realtime.chat.files.pictures import encoded, noise, opened, secrets_of_a_camera

pytestmark = pytest.mark.django_db


def zipped() -> bytes:
    written = BytesIO()
    with ZipFile(written, "w") as archive:
        archive.writestr("evil.html", "<script>alert(1)</script>")
    return written.getvalue()


def test_picture_is_kept_in_three_sizes_and_nothing_else_of_it(ada: User, folder: Path) -> None:
    sent = encoded(noise(), "JPEG", exif=secrets_of_a_camera(), comment=b"Camera of Ada")

    profile = set_avatar(person_id=ada.pk, upload=SimpleUploadedFile("ada.jpg", sent), now=clock.now())

    token = profile.avatar.rpartition("/")[2]
    assert opened(read_avatar(token, 256, "webp")).size == (256, 256)
    kept = [path.read_bytes() for path in folder.rglob("*") if path.is_file()]
    assert len(kept) == 6
    assert not any(b"Camera of Ada" in content for content in kept)


def test_new_picture_takes_the_place_of_the_one_before_for_good(
    ada: User, folder: Path, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    former = set_avatar(person_id=ada.pk, upload=a_picture(), now=clock.now()).avatar.rpartition("/")[2]

    with django_capture_on_commit_callbacks(execute=True):
        set_avatar(person_id=ada.pk, upload=a_picture(), now=clock.now())

    with pytest.raises(UnknownAvatar):
        read_avatar(former, 48, "webp")
    assert len([path for path in folder.rglob("*") if path.is_file()]) == 6


def test_picture_that_is_also_an_archive_is_only_a_picture_afterwards(ada: User, folder: Path) -> None:
    upload = SimpleUploadedFile("ada.png", encoded(noise(64, 64), "PNG") + zipped())

    set_avatar(person_id=ada.pk, upload=upload, now=clock.now())

    assert not any(b"evil.html" in path.read_bytes() for path in folder.rglob("*") if path.is_file())


@pytest.mark.parametrize(
    ("name", "content", "refusal"),
    [
        ("ada.svg", b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", NotAPicture),
        ("ada.png", b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", PictureBroken),
        ("ada.png", b"GIF89a/*<script>alert(1)</script>*/", PictureBroken),
        ("ada.jpg", encoded(noise(64, 64), "PNG"), PictureBroken),
        ("ada.png.html", encoded(noise(64, 64), "PNG"), NotAPicture),
        ("ada", encoded(noise(64, 64), "PNG"), NotAPicture),
        ("ada.zip", zipped(), NotAPicture),
        ("ada.png", zipped(), PictureBroken),
        ("ada.png", b"", PictureBroken),
        ("ada.png", encoded(noise(64, 64), "PNG")[:200], PictureBroken),
        ("ada.png", encoded(Image.new("1", (1, 60_000)), "PNG"), PictureTooSmall),
        ("ada.png", encoded(Image.new("1", (30_000, 30_000)), "PNG"), PictureTooLarge),
        ("ada.png", b"\x89PNG\r\n\x1a\n" + b"0" * MOST_BYTES, PictureHeavy),
    ],
)
def test_anything_else_is_refused_and_nothing_is_kept(
    ada: User, folder: Path, name: str, content: bytes, refusal: type[Refusal]
) -> None:
    with pytest.raises(refusal):
        set_avatar(person_id=ada.pk, upload=SimpleUploadedFile(name, content), now=clock.now())

    assert not Profile.objects.exclude(avatar="").exists()
    assert not [path for path in folder.rglob("*") if path.is_file()]


def test_token_never_leads_to_another_file(ada: User, folder: Path) -> None:
    set_avatar(person_id=ada.pk, upload=a_picture(), now=clock.now())

    for token, side, ending in (("../../etc", 48, "webp"), ("ada", 48, "webp"), ("a" * 32, 47, "webp")):
        with pytest.raises(UnknownAvatar):
            read_avatar(token, side, ending)


def test_piece_has_a_title_a_way_to_it_and_a_picture(ada: User) -> None:
    piece = add_piece(
        person_id=ada.pk,
        title=" Engine\u202e ",
        text="It counts.",
        link="https://example.org/engine",
        upload=a_picture(),
        now=clock.now(),
    )

    assert (piece.title, piece.width, piece.height) == ("Engine", 300, 200)
    assert opened(read_piece(piece.picture.rpartition("/")[2])).size == (300, 200)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [({"title": "\u200b"}, "title"), ({"link": "javascript:alert(1)"}, "link"), ({"text": "t" * 501}, "text")],
)
def test_piece_that_cannot_be_kept_names_its_field(ada: User, wrong: dict[str, str], field: str) -> None:
    fields = {"title": "Engine", "text": "", "link": "", **wrong}

    with pytest.raises(NotValid) as refused:
        add_piece(person_id=ada.pk, upload=None, now=clock.now(), **fields)

    assert list(refused.value.extra) == [field]
    assert not Piece.objects.exists()


def test_thirteenth_piece_is_refused(ada: User) -> None:
    fields = {"title": "Engine", "text": "", "link": "", "upload": None, "now": clock.now()}
    for _number in range(12):
        add_piece(person_id=ada.pk, **fields)  # type: ignore[arg-type]

    with pytest.raises(TooManyPieces):
        add_piece(person_id=ada.pk, **fields)  # type: ignore[arg-type]

    assert Piece.objects.count() == 12


def test_stranger_cannot_take_a_piece_away(ada: User, cyd: User) -> None:
    piece = add_piece(person_id=ada.pk, title="Engine", text="", link="", upload=None, now=clock.now())

    with pytest.raises(UnknownPiece):
        remove_piece(person_id=cyd.pk, piece_id=piece.public_id, now=clock.now())

    assert Piece.objects.count() == 1
