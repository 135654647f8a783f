"""Leaving: what there is of a person can be taken along, is named before, and is gone after; nothing is forgotten."""

from datetime import timedelta
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from django.apps import apps
from django.db import connection
from django.test import Client

from project.accounts.models import Role, User
from project.accounts.profiles.actions import change_profile
from project.accounts.profiles.avatars import set_avatar
from project.accounts.profiles.deletion.actions import GRACE, DeletionBlocked, request_deletion
from project.accounts.profiles.deletion.erasing import erase_due
from project.accounts.profiles.deletion.registry import erasures
from project.accounts.profiles.exports.actions import request_export
from project.accounts.profiles.exports.making import make_export
from project.accounts.profiles.exports.registry import accounted_for
from project.accounts.profiles.models import AccountDeletion, DataExport
from project.accounts.security.clients import Client as Caller
from project.accounts.tokens.families import open_family
from project.accounts.tokens.keys import make_key
from project.base import clock
from project.mail.models import Letter
from realtime.chat.actions.members import join_room
from realtime.chat.actions.rooms import open_room
from realtime.chat.actions.send import Sending, send_message
from realtime.chat.models import Member, Message, Room
from realtime.models import EventRow
from realtime.scoreboards.actions import apply_command, create_board
from realtime.scoreboards.commands import TeamLook, read_command
from realtime.scoreboards.models import Board, GameEvent
from tests.project.accounts.profiles.people import a_member, a_picture, browser_of, fresh_browser_of
from tests.realtime.chat.rows import as_visitor

pytestmark = pytest.mark.django_db
NAME, EMAIL, BIO = "Zerlina Quisling", "zerlina@example.org", "I keep xylophones in the attic"


@pytest.fixture
def zerlina(db: None) -> User:
    """Somebody whose name, email and words are found nowhere else, and who has done something everywhere."""
    person = a_member("Zerlina")
    changes = {"display_name": NAME, "bio": BIO, "handle": "xylophones", "is_public": True}
    change_profile(person_id=person.pk, changes=changes, now=clock.now())
    set_avatar(person_id=person.pk, upload=a_picture(), now=clock.now())
    person.refresh_from_db()
    return person


def every_row_with(words: str) -> list[str]:
    """The tables in which something says these words, whatever the column."""
    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT count(*) FROM "{table}" AS row WHERE row::text ILIKE %s', [f"%{words}%"])  # noqa: S608
            if cursor.fetchone()[0]:
                found.append(table)
    return found


def leave(person: User) -> None:
    """Ask for it, and let the two weeks pass."""
    request_deletion(person_id=person.pk, email=str(person.email), now=clock.now())
    assert erase_due(now=clock.now() + GRACE + timedelta(minutes=1)) == 1


def test_every_table_that_points_to_people_is_exported_or_left_out_by_name() -> None:
    pointing = {
        model._meta.label
        for model in apps.get_models()
        for field in model._meta.get_fields()
        if field.concrete and field.related_model is User and not model.__module__.startswith("tests.")
    }

    assert pointing - accounted_for() == set()


def board_worked_by(person: User) -> Board:
    home, away = TeamLook(name="Lions", colour="#7a1f2b"), TeamLook(name="Bears", colour="#f2c200")
    board, _token = create_board(home=home, away=away, profile="fiba", owner=person.pk, now=clock.now())
    by, command = person.public_id, read_command({"kind": "clock_start"})
    apply_command(slug=board.slug, actor=by, actor_name=NAME, command=command, command_id="c1", now=clock.now())
    return board


def test_database_knows_neither_name_nor_email_nor_words_of_who_is_deleted(zerlina: User, ben: User) -> None:
    now, visitor = clock.now(), as_visitor(zerlina)
    room = open_room(visitor=visitor, title="Harbour", now=now)
    join_room(visitor=as_visitor(ben), room=room.public_id, now=now)
    send_message(visitor=visitor, room=room.public_id, sending=Sending(client_message_id="1", body="It stays"), now=now)
    called = Sending(client_message_id="2", body=f"Hello @{NAME}, how are you?")
    send_message(visitor=as_visitor(ben), room=room.public_id, sending=called, now=now)
    board = board_worked_by(zerlina)
    browser = Client()
    browser.post("/account/login/", {"login": EMAIL, "password": "a-long-password"})
    export = request_export(person_id=zerlina.pk, now=now)
    make_export(export_pk=export.pk, now=now)
    assert every_row_with(NAME)
    assert "chat_message" in every_row_with(NAME)
    assert "realtime_eventrow" in every_row_with(NAME)

    leave(zerlina)

    assert [every_row_with(words) for words in (NAME, EMAIL, BIO, "xylophones")] == [[], [], [], []]
    zerlina.refresh_from_db()
    assert zerlina.email == f"deleted-{zerlina.public_id}@invalid".lower()
    assert (zerlina.is_active, zerlina.roles, zerlina.has_usable_password()) == (False, [], False)
    assert Message.objects.get(body="It stays").author == zerlina
    assert "@Deleted person" in Message.objects.get(author=ben, kind="text").html
    assert GameEvent.objects.get(board=board).actor_name == ""
    room = Room.objects.get(pk=room.pk)
    assert (room.member_count, Member.objects.get(room=room).role) == (1, "owner")
    told = (
        EventRow.objects.filter(topic__name=f"chat.{room.public_id}", frame__contains="member.changed")
        .latest("seq")
        .frame
    )
    assert '"name":"Deleted person"' in told
    assert '"state":"left"' in told


def test_files_and_page_go_with_the_person(
    zerlina: User, client: Client, folder: Path, django_capture_on_commit_callbacks: pytest.FixtureRequest
) -> None:
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        leave(zerlina)

    assert not [path for path in folder.rglob("*") if path.is_file()]
    assert client.get("/people/xylophones/").status_code == 404
    assert client.get(f"/people/{zerlina.public_id}/").status_code == 404
    assert client.get(f"/api/people/{zerlina.public_id}").status_code == 404


def test_page_says_before_what_goes_and_what_stays(ada: User) -> None:
    page = browser_of(ada).get("/account/delete/").text

    assert all(str(erasure.gone) in page for erasure in erasures())
    assert "Your messages and the files in them" in page


def test_deletion_needs_a_fresh_proof_and_the_email(ada: User) -> None:
    stale = fresh_browser_of(ada, ago=7200).post("/account/delete/confirm/", {"email": "ada@example.org"})
    assert stale.status_code == 302
    assert "reauthenticate" in stale["Location"]
    wrong = fresh_browser_of(ada).post("/account/delete/confirm/", {"email": "cyd@example.org"})
    assert (wrong.status_code, "not the email address" in wrong.text) == (422, True)

    assert not AccountDeletion.objects.exists()


def test_who_asks_is_signed_out_hidden_and_may_take_it_back(zerlina: User, client: Client) -> None:
    browser = fresh_browser_of(zerlina)

    asked = browser.post("/account/delete/confirm/", {"email": "ZERLINA@example.org "})

    assert (asked.status_code, "Goodbye" in asked.text) == (200, True)
    assert browser.get("/account/profile/").status_code == 302
    assert client.get("/people/xylophones/").status_code == 404
    assert list(Letter.objects.values_list("template", "to")) == [("deletion_requested", EMAIL)]
    again = browser_of(zerlina)
    assert "Keep my account" in again.get("/boards/").text
    assert again.post("/account/delete/back/").status_code == 302
    assert client.get("/people/xylophones/").status_code == 200
    assert erase_due(now=clock.now() + GRACE * 2) == 0
    zerlina.refresh_from_db()
    assert zerlina.display_name == NAME


def test_keys_and_programs_of_who_asks_are_void_at_once(ada: User) -> None:
    now = clock.now()
    _key, text = make_key(
        user_id=ada.pk,
        name="Mine",
        scopes=["account:read"],
        expires_at=now + timedelta(days=1),
        client=Caller(),
        now=now,
    )
    program = open_family(user=ada, name="", address="", now=now)

    request_deletion(person_id=ada.pk, email="ada@example.org", now=now)

    for shown in (text, program.access):
        answer = Client(headers={"Authorization": f"Bearer {shown}"}).get("/api/people/me")
        assert answer.status_code == 401


def test_nobody_is_deleted_before_their_day_or_twice(ada: User) -> None:
    request_deletion(person_id=ada.pk, email="ada@example.org", now=clock.now())
    request_deletion(person_id=ada.pk, email="ada@example.org", now=clock.now())

    assert erase_due(now=clock.now() + GRACE - timedelta(minutes=1)) == 0
    assert AccountDeletion.objects.count() == 1
    assert erase_due(now=clock.now() + GRACE) == 1
    assert erase_due(now=clock.now() + GRACE) == 0


def test_last_admin_is_told_why_they_cannot_go(ada: User) -> None:
    User.objects.filter(pk=ada.pk).update(roles=[Role.ADMIN], is_staff=True)

    with pytest.raises(DeletionBlocked):
        request_deletion(person_id=ada.pk, email="ada@example.org", now=clock.now())

    assert not AccountDeletion.objects.exists()


def test_who_became_the_last_admin_meanwhile_is_not_deleted(ada: User) -> None:
    request_deletion(person_id=ada.pk, email="ada@example.org", now=clock.now())
    User.objects.filter(pk=ada.pk).update(roles=[Role.ADMIN], is_staff=True)

    assert erase_due(now=clock.now() + GRACE) == 0
    assert AccountDeletion.objects.get().blocked_by == "last_admin"
    assert User.objects.get(pk=ada.pk).is_active


def test_room_that_cannot_forget_keeps_the_whole_person_and_no_other(
    ada: User, ben: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    for person in (ada, ben):
        request_deletion(person_id=person.pk, email=str(person.email), now=clock.now())
    real = erasures()

    def fails_for_ada(person_id: int, _now: object) -> None:
        if person_id == ada.pk:
            raise RuntimeError

    broken = type(real[0])(name="broken", erase=fails_for_ada, gone="", kept="", is_last=False)
    monkeypatch.setattr("project.accounts.profiles.deletion.erasing.erasures", lambda: [*real, broken])

    assert erase_due(now=clock.now() + GRACE) == 1

    assert list(User.objects.filter(is_active=True).values_list("pk", "email")) == [(ada.pk, "ada@example.org")]


def test_export_is_asked_for_and_downloaded_after_a_fresh_proof_by_its_person_alone(ada: User, cyd: User) -> None:
    assert "reauthenticate" in fresh_browser_of(ada, ago=7200).post("/account/export/new/")["Location"]
    assert not DataExport.objects.exists()
    browser = fresh_browser_of(ada)
    browser.post("/account/export/new/")
    export = DataExport.objects.get()
    assert 'hx-trigger="every 2s"' in browser.get("/account/export/").text
    make_export(export_pk=export.pk, now=clock.now())
    address = f"/account/export/{export.public_id}"

    assert fresh_browser_of(cyd).post(f"{address}/link/").status_code == 404
    link = browser.post(f"{address}/link/")["Location"]
    assert fresh_browser_of(cyd).get(link).status_code == 404
    assert browser.get(f"{address}/file/?key=guessed").status_code == 302
    answer = browser.get(link)

    assert answer["Content-Disposition"].startswith("attachment")
    assert "account.json" in ZipFile(BytesIO(answer.content)).namelist()
    export.refresh_from_db()
    assert export.downloads == 1
