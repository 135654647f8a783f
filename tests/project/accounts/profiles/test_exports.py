"""A copy of one's data: asked for once a day, made whole in spite of crashes, given to its person alone."""

import json
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from django.core import signing
from pytest_django import DjangoAssertNumQueries

from project.accounts.models import User
from project.accounts.profiles.actions import change_profile
from project.accounts.profiles.avatars import set_avatar
from project.accounts.profiles.exports import actions, making
from project.accounts.profiles.exports.actions import (
    ExportedToday,
    LinkIsOver,
    UnknownExport,
    open_download,
    request_export,
    sign_download,
)
from project.accounts.profiles.exports.making import KEPT, LEASE, due_exports, expire_exports, make_export
from project.accounts.profiles.models import DataExport
from project.accounts.profiles.notifications import keep_wishes
from project.base import clock
from project.base.storage import private_files
from project.mail.models import Letter
from tests.project.accounts.profiles.people import a_picture

pytestmark = pytest.mark.django_db


def made(person: User) -> DataExport:
    """An export that is ready."""
    export = request_export(person_id=person.pk, now=clock.now())
    assert make_export(export_pk=export.pk, now=clock.now())
    export.refresh_from_db()
    return export


def archive_of(export: DataExport) -> ZipFile:
    with private_files().open(export.path) as file:
        return ZipFile(BytesIO(file.read()))


def test_export_holds_what_there_is_of_a_person_and_of_nobody_else(ada: User, cyd: User) -> None:
    change_profile(person_id=ada.pk, changes={"bio": "Ada's own words"}, now=clock.now())
    change_profile(person_id=cyd.pk, changes={"bio": "Not hers"}, now=clock.now())
    set_avatar(person_id=ada.pk, upload=a_picture(), now=clock.now())

    with archive_of(made(ada)) as archive:
        texts = {name: archive.read(name) for name in archive.namelist()}

    assert json.loads(texts["account.json"])[0]["email"] == "ada@example.org"
    assert json.loads(texts["profile.json"])[0]["bio"] == "Ada's own words"
    assert texts["profile/picture.jpg"].startswith(b"\xff\xd8")
    assert {"activity.json", "sessions.json", "programs.json", "roles.json", "chat.json", "boards.json"} <= texts.keys()
    assert not any(b"Not hers" in text or b"cyd@example.org" in text for text in texts.values())
    assert not any(ada.password.encode() in text for text in texts.values())


def test_letter_tells_that_it_is_ready_unless_it_is_not_wanted(ada: User, cyd: User) -> None:
    keep_wishes(person_id=cyd.pk, wanted=set(), now=clock.now())

    made(ada)
    made(cyd)

    assert list(Letter.objects.values_list("template", "to")) == [("export_ready", "ada@example.org")]


def test_second_export_of_a_day_is_refused(ada: User) -> None:
    now = clock.now()
    first = request_export(person_id=ada.pk, now=now)

    for later in (timedelta(0), timedelta(hours=23)):
        with pytest.raises(ExportedToday):
            request_export(person_id=ada.pk, now=now + later)

    DataExport.objects.filter(pk=first.pk).update(state="failed")
    assert request_export(person_id=ada.pk, now=now + timedelta(minutes=1)).state == "requested"


def test_export_that_died_half_way_is_found_and_made_again(
    ada: User, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    export, now = request_export(person_id=ada.pk, now=clock.now()), clock.now()
    with monkeypatch.context() as patch:
        patch.setattr(making, "_finish", lambda *_args: (_ for _ in ()).throw(KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            make_export(export_pk=export.pk, now=now)
    assert due_exports(now=now) == []

    late = clock.now() + LEASE + timedelta(seconds=1)
    assert due_exports(now=late) == [export.pk]
    assert make_export(export_pk=export.pk, now=late)

    export.refresh_from_db()
    assert (export.state, export.attempts, export.done_parts) == ("ready", 2, export.all_parts)


def test_export_that_always_dies_is_given_up(ada: User) -> None:
    export, now = request_export(person_id=ada.pk, now=clock.now()), clock.now()
    DataExport.objects.filter(pk=export.pk).update(state="running", leased_until=now - LEASE, attempts=3)

    assert make_export(export_pk=export.pk, now=now) is False

    export.refresh_from_db()
    assert export.state == "failed"
    assert due_exports(now=now + timedelta(days=1)) == []


def test_two_workers_make_one_export(ada: User) -> None:
    export = request_export(person_id=ada.pk, now=clock.now())

    assert make_export(export_pk=export.pk, now=clock.now()) is True
    assert make_export(export_pk=export.pk, now=clock.now()) is False


def test_worker_that_lost_its_lease_leaves_nothing_behind(
    ada: User, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    export = request_export(person_id=ada.pk, now=clock.now())

    def taken_over(*_args: object) -> None:
        DataExport.objects.filter(pk=export.pk).update(lease="somebody else's")

    monkeypatch.setattr(making, "_write", taken_over)

    assert make_export(export_pk=export.pk, now=clock.now()) is False
    assert not [path for path in folder.rglob("*") if path.is_file()]


def test_download_is_counted_and_told(ada: User) -> None:
    export = made(ada)
    key = sign_download(person_id=ada.pk, export_id=export.public_id, now=clock.now())

    opened = {"person_id": ada.pk, "export_id": export.public_id, "key": key, "address": "192.0.2.7"}
    open_download(**opened, now=clock.now())  # type: ignore[arg-type]

    export.refresh_from_db()
    assert export.downloads == 1


@pytest.mark.parametrize("wrong", ["", "x", "of another person", "of another export", "old"])
def test_link_that_is_not_this_person_s_or_is_old_opens_nothing(
    ada: User, cyd: User, wrong: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    export, other = made(ada), made(cyd)
    if wrong == "old":
        monkeypatch.setattr(actions, "LINK_SECONDS", -1)
    key = {
        "of another person": signing.dumps({"person": cyd.pk, "export": export.public_id}, salt=actions.SALT),
        "of another export": signing.dumps({"person": ada.pk, "export": other.public_id}, salt=actions.SALT),
        "old": signing.dumps({"person": ada.pk, "export": export.public_id}, salt=actions.SALT),
    }.get(wrong, wrong)

    with pytest.raises(LinkIsOver):
        open_download(person_id=ada.pk, export_id=export.public_id, key=key, address="", now=clock.now())

    export.refresh_from_db()
    assert export.downloads == 0


def test_stranger_is_told_that_there_is_no_such_export(ada: User, cyd: User) -> None:
    export = made(ada)

    with pytest.raises(UnknownExport):
        sign_download(person_id=cyd.pk, export_id=export.public_id, now=clock.now())


def test_export_is_gone_after_seven_days(ada: User, folder: Path) -> None:
    export = made(ada)
    late = clock.now() + KEPT + timedelta(minutes=1)

    with pytest.raises(UnknownExport):
        sign_download(person_id=ada.pk, export_id=export.public_id, now=late)
    assert expire_exports(now=late) == 1
    assert not [path for path in folder.rglob("*") if path.is_file()]


def test_finding_due_exports_is_one_question(ada: User, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    with django_assert_num_queries(1):
        assert due_exports(now=clock.now()) == []
