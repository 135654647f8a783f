"""Letters over the wire to servers that misbehave: at least once, never two workers at once, given up in the end."""

import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from email import message_from_string
from pathlib import Path

import pytest
from django.db import connections
from pytest_django import Settings

from project.base import clock
from project.mail import sending
from project.mail.actions import send_letter
from project.mail.mailers import mailers_of
from project.mail.models import Letter, LetterState
from tests.project.mail.servers import PostOffice, provider, smtp_server
from tests.site import free_port

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


@pytest.fixture
def smtp(settings: Settings) -> Iterator[PostOffice]:
    with smtp_server() as office:
        settings.MAILERS = mailers_of(office.url, folder=Path("/nowhere"))
        yield office


@pytest.fixture
def postmark(settings: Settings) -> Iterator[PostOffice]:
    with provider() as office:
        settings.MAILERS = mailers_of(office.url, folder=Path("/nowhere"))
        yield office


@pytest.fixture
def letter() -> Letter:
    facts = {"name": "Ben", "code": "246810"}
    send_letter(template="probe", to="ben@example.org", facts=facts, key="once")
    return Letter.objects.get()


def attempt(letter: Letter) -> datetime | None:
    """Let the time pass that a failure asks for, and try."""
    Letter.objects.update(due_at=clock.now())
    again_at = sending.deliver_letter(letter.public_id)
    letter.refresh_from_db()
    return again_at


def message_ids(office: PostOffice) -> list[str]:
    return [message_from_string(text)["Message-ID"] for text in office.taken]


def test_a_letter_arrives_as_text_and_html(letter: Letter, smtp: PostOffice) -> None:
    attempt(letter)

    (arrived,) = [message_from_string(text) for text in smtp.taken]
    assert (arrived["To"], arrived["Auto-Submitted"]) == ("ben@example.org", "auto-generated")
    assert [part.get_content_type() for part in arrived.walk()] == [
        "multipart/alternative",
        "text/plain",
        "text/html",
    ]
    assert letter.state == LetterState.SENT


def test_nobody_listens_and_the_letter_waits(letter: Letter, settings: Settings) -> None:
    settings.MAILERS = mailers_of(f"smtp://127.0.0.1:{free_port()}?tls=0", folder=Path("/nowhere"))
    before = clock.now()

    again_at = attempt(letter)

    assert again_at is not None
    assert timedelta(seconds=30) <= again_at - before < timedelta(seconds=40)
    assert (letter.state, letter.last_error) == (LetterState.QUEUED, "ConnectionRefusedError")


def test_it_is_tried_six_times_ever_later_and_then_given_up(letter: Letter, smtp: PostOffice) -> None:
    for _attempt in range(6):
        smtp.will("greylist")

    waits = []
    while (again_at := attempt(letter)) is not None:
        waits.append(round((again_at - clock.now()).total_seconds()))

    assert waits == [30, 120, 600, 3600, 21_600]
    assert (letter.state, letter.attempts) == (LetterState.FAILED, 6)
    assert letter.last_error == "451 4.7.1 Come back later"


def test_an_address_refused_for_good_is_not_tried_again(letter: Letter, smtp: PostOffice) -> None:
    smtp.will("refuse")

    assert attempt(letter) is None

    assert (letter.state, letter.sealed_facts) == (LetterState.DROPPED, "")
    assert letter.last_error == "550 5.1.1 No such person"


def test_a_letter_refused_for_good_after_it_was_read_is_not_tried_again(letter: Letter, smtp: PostOffice) -> None:
    smtp.will("refuse_data")

    assert attempt(letter) is None

    assert letter.state == LetterState.DROPPED


def test_taken_and_then_silence_is_sent_again_under_the_same_id(letter: Letter, smtp: PostOffice) -> None:
    smtp.will("drop")

    assert attempt(letter) is not None
    assert attempt(letter) is None

    assert message_ids(smtp) == [f"<{letter.public_id}@localhost>"] * 2
    assert letter.state == LetterState.SENT


def test_an_answer_that_does_not_come_is_not_waited_for(letter: Letter, smtp: PostOffice, settings: Settings) -> None:
    settings.MAILERS["default"]["OPTIONS"]["timeout"] = 0.3
    smtp.hang = 2
    smtp.will("hang")

    assert attempt(letter) is not None
    assert attempt(letter) is None

    assert len(smtp.taken) == 2


def test_a_server_without_encryption_is_not_given_letters_unless_it_is_said_so(
    letter: Letter, smtp: PostOffice, settings: Settings
) -> None:
    settings.MAILERS = mailers_of(smtp.url.removesuffix("?tls=0"), folder=Path("/nowhere"))

    assert attempt(letter) is not None

    assert smtp.taken == []


def test_many_workers_send_one_letter_once(letter: Letter, smtp: PostOffice) -> None:
    def work(_number: int) -> None:
        try:
            sending.deliver_letter(letter.public_id)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(work, range(8)))

    assert len(smtp.taken) == 1


def test_a_worker_that_overslept_its_lease_changes_nothing(letter: Letter, smtp: PostOffice) -> None:
    late = sending._take(letter.public_id, now=clock.now() - timedelta(minutes=10))
    assert late is None, "the letter is not due yet for a clock in the past"
    Letter.objects.update(due_at=clock.now() - timedelta(hours=1))
    late = sending._take(letter.public_id, now=clock.now() - timedelta(minutes=10))
    assert late is not None
    sending.deliver_letter(letter.public_id)

    failed = sending.Outcome(state=LetterState.QUEUED, says="late")
    assert sending._remember(late, failed, now=clock.now()) is None

    letter.refresh_from_db()
    assert (letter.state, letter.attempts) == (LetterState.SENT, 2)


def test_a_provider_takes_it_by_its_api(letter: Letter, postmark: PostOffice) -> None:
    attempt(letter)

    (told,) = [json.loads(body) for body in postmark.taken]
    assert (told["To"], told["Subject"]) == ("ben@example.org", "Your code, Ben")
    assert letter.state == LetterState.SENT


def test_a_providers_lost_answer_sends_again_under_the_same_id(letter: Letter, postmark: PostOffice) -> None:
    postmark.will("drop")

    assert attempt(letter) is not None
    assert attempt(letter) is None

    ids = {header["Value"] for body in postmark.taken for header in json.loads(body)["Headers"]}
    assert f"<{letter.public_id}@localhost>" in ids
    assert len(postmark.taken) == 2


def test_a_provider_that_breaks_is_asked_again_and_its_words_are_not_kept(letter: Letter, postmark: PostOffice) -> None:
    postmark.will("break")

    assert attempt(letter) is not None

    assert letter.last_error == "AnymailRequestsAPIError 500"


def test_an_address_that_a_provider_knows_as_dead_is_dropped(letter: Letter, postmark: PostOffice) -> None:
    postmark.will("inactive")

    assert attempt(letter) is None

    assert letter.state == LetterState.DROPPED
