"""A worker is killed while a mail server has its letter: it is sent again, and can be known as the same one."""

import signal
import subprocess
import sys
import time
from datetime import timedelta
from email import message_from_string
from pathlib import Path

import pytest
from django.conf import settings
from pytest_django import Settings

from project.base import clock
from project.mail import sending
from project.mail.actions import send_letter
from project.mail.mailers import mailers_of
from project.mail.models import Letter, LetterState
from tests.project.mail.servers import PostOffice, smtp_server
from tests.site import Site

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)
WORK = "import django; django.setup(); from project.mail.sending import deliver_letter; deliver_letter({!r})"


def start_worker(letter: Letter, office: PostOffice) -> subprocess.Popen[bytes]:
    """Another process that sends this letter."""
    environment = {**Site().environment, "MAIL_URL": office.url, "DJANGO_SETTINGS_MODULE": "tests.settings"}
    program = [sys.executable, "-c", WORK.format(letter.public_id)]
    return subprocess.Popen(program, cwd=settings.BASE_DIR, env=environment)


def wait_until_read(office: PostOffice) -> None:
    deadline = time.monotonic() + 60
    while not office.taken:
        assert time.monotonic() < deadline, "the worker sent nothing"
        time.sleep(0.05)


def test_a_letter_outlives_the_worker_that_sent_it(settings: Settings) -> None:
    send_letter(template="probe", to="ben@example.org", facts={"name": "Ben", "code": "1"}, key="once")
    letter = Letter.objects.get()
    with smtp_server() as office:
        office.hang = 30
        office.will("hang")
        worker = start_worker(letter, office)
        wait_until_read(office)

        worker.send_signal(signal.SIGKILL)
        worker.wait()

        letter.refresh_from_db()
        assert letter.state == LetterState.SENDING
        assert sending.due_letters(now=clock.now()) == []
        settings.MAILERS = mailers_of(office.url, folder=Path("/nowhere"))
        Letter.objects.update(leased_until=clock.now() - timedelta(seconds=1))
        assert sending.due_letters(now=clock.now()) == [letter.public_id]
        sending.deliver_letter(letter.public_id)

    letter.refresh_from_db()
    assert letter.state == LetterState.SENT
    assert {message_from_string(text)["Message-ID"] for text in office.taken} == {f"<{letter.public_id}@localhost>"}
    assert len(office.taken) == 2
