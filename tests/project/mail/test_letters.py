"""A letter is a row of the transaction that it tells of, sent once, in its reader's language; no code stays."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.core import mail
from django.core.mail import EmailMultiAlternatives
from django.db import IntegrityError, transaction
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings

from project.base import clock
from project.mail import sending
from project.mail.actions import LetterIsGone, resend_letter, send_letter
from project.mail.apps import check_that_letters_leave
from project.mail.mailers import UnknownMailer, mailers_of
from project.mail.models import Letter, LetterState
from project.mail.rendering import message_of

pytestmark = pytest.mark.django_db


def write(key: str = "once", **changes: object) -> Letter:
    facts = {"name": "Ben & Co", "code": "246810"}
    asked = {"template": "probe", "to": "ben@example.org", "facts": facts, "key": key, **changes}
    send_letter(**asked)  # type: ignore[arg-type]
    return Letter.objects.get(key=key)


def html_of(message: EmailMultiAlternatives) -> str:
    return str(message.alternatives[0][0])


def test_a_letter_of_the_same_key_is_written_once() -> None:
    first = write()
    again = write(facts={"name": "Cyd"})

    assert again.pk == first.pk
    assert Letter.objects.count() == 1


def test_a_letter_of_a_transaction_that_failed_is_none() -> None:
    with transaction.atomic():
        write()
        transaction.set_rollback(True)

    assert not Letter.objects.exists()


def test_its_facts_cannot_be_read_in_the_database() -> None:
    letter = write()

    assert "246810" not in str(Letter.objects.filter(pk=letter.pk).values().get())


def test_it_has_one_line_of_subject_text_as_it_is_and_html_escaped(settings: Settings) -> None:
    settings.PUBLIC_URL = "https://rialto.example"

    message = message_of(write())

    assert message.subject == "Your code, Ben & Co"
    assert "Dear Ben & Co,\n\nyour code is 246810. Type it at https://rialto.example/account/." in message.body
    html = html_of(message)
    assert "Dear Ben &amp; Co" in html
    assert "http-equiv" not in html
    assert "<img" not in html


def test_it_speaks_its_readers_language_and_direction() -> None:
    html = html_of(message_of(write(language="ar")))

    assert '<html lang="ar" dir="rtl">' in html


def test_without_a_public_address_it_names_the_one_it_was_asked_from(settings: Settings) -> None:
    settings.PUBLIC_URL = ""

    message = message_of(write(facts={"site": "http://localhost:8123"}))

    assert "http://localhost:8123/account/" in message.body


def test_sent_it_forgets_what_it_said() -> None:
    letter = write()

    assert sending.deliver_letter(letter.public_id) is None

    letter.refresh_from_db()
    assert (letter.state, letter.sealed_facts, letter.attempts) == (LetterState.SENT, "", 1)
    assert [message.to for message in mail.outbox] == [["ben@example.org"]]


def test_sent_it_is_not_sent_again() -> None:
    letter = write()
    sending.deliver_letter(letter.public_id)

    sending.deliver_letter(letter.public_id)

    assert len(mail.outbox) == 1


def test_the_database_keeps_no_facts_of_a_letter_that_was_sent() -> None:
    letter = write()

    with pytest.raises(IntegrityError, match="letter_facts_are_erased_at_its_end"):
        Letter.objects.filter(pk=letter.pk).update(state=LetterState.SENT, sent_at=clock.now())


def test_a_letter_that_came_to_be_of_no_use_is_dropped() -> None:
    letter = write(good_until=clock.now() - timedelta(seconds=1))

    sending.deliver_letter(letter.public_id)

    letter.refresh_from_db()
    assert (letter.state, letter.sealed_facts) == (LetterState.DROPPED, "")
    assert not mail.outbox


def test_a_template_that_breaks_is_tried_again_and_holds_back_no_other() -> None:
    broken, good = write("broken", template="missing"), write("good")

    again_at = sending.deliver_letter(broken.public_id)
    sending.deliver_letter(good.public_id)

    assert again_at is not None
    broken.refresh_from_db()
    assert (broken.state, broken.last_error) == (LetterState.QUEUED, "TemplateDoesNotExist")
    assert len(mail.outbox) == 1


def test_a_letter_to_two_lines_is_never_sent() -> None:
    letter = write(to="ben@example.org\nBcc: cyd@example.org")

    sending.deliver_letter(letter.public_id)

    assert not mail.outbox


def test_what_a_lost_worker_had_is_found_once_its_lease_is_over() -> None:
    letter, now = write(), clock.now()
    Letter.objects.update(state=LetterState.SENDING, leased_until=now + timedelta(minutes=5))

    assert sending.due_letters(now=now) == []
    assert sending.due_letters(now=now + timedelta(minutes=6)) == [letter.public_id]


def test_it_is_queued_when_the_transaction_commits(
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    with django_capture_on_commit_callbacks() as callbacks:
        write()

    assert len(callbacks) == 1


def test_only_a_failed_letter_is_sent_again() -> None:
    letter = write()
    sending.deliver_letter(letter.public_id)
    failed = write("failed")
    Letter.objects.filter(pk=failed.pk).update(state=LetterState.FAILED, attempts=6)

    resend_letter(failed, now=clock.now())

    assert sending.due_letters(now=clock.now()) == [failed.public_id]
    with pytest.raises(LetterIsGone):
        resend_letter(letter, now=clock.now())


def test_what_ended_is_forgotten_after_a_month_and_what_waits_is_not() -> None:
    for key, state in (("waits", LetterState.QUEUED), ("failed", LetterState.FAILED)):
        Letter.objects.filter(pk=write(key).pk).update(state=state, created_at=clock.now() - timedelta(days=31))
    write("new")

    assert sending.forget_old_letters(now=clock.now()) == 1

    assert set(Letter.objects.values_list("key", flat=True)) == {"waits", "new"}


def test_letters_are_files_by_default_that_only_their_owner_reads(tmp_path: Path, settings: Settings) -> None:
    settings.MAILERS = mailers_of("", folder=tmp_path / "mail")
    letter = write()

    sending.deliver_letter(letter.public_id)

    (file,) = (tmp_path / "mail").iterdir()
    assert file.name == f"{letter.public_id}.eml"
    assert file.stat().st_mode & 0o777 == 0o600
    assert b"246810" in file.read_bytes()


def test_a_deployment_whose_letters_are_files_is_told_so(settings: Settings, tmp_path: Path) -> None:
    settings.MAILERS = mailers_of("", folder=tmp_path)
    assert [warning.id for warning in check_that_letters_leave()] == ["mail.W001"]

    settings.MAILERS = mailers_of("smtps://ada:secret@mail.example.org", folder=tmp_path)
    assert check_that_letters_leave() == []


@pytest.mark.parametrize("url", ["pigeon://", "smtp://", "just words"])
def test_an_unknown_way_of_sending_is_refused_at_the_start(url: str, tmp_path: Path) -> None:
    with pytest.raises(UnknownMailer):
        mailers_of(url, folder=tmp_path)
