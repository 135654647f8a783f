"""Who tries the demo reads their letters on a page; where people are real there is no such page."""

from pathlib import Path

import pytest
from django.test import Client
from pytest_django import Settings

from project.mail import sending
from project.mail.actions import send_letter
from project.mail.mailers import mailers_of
from project.mail.models import Letter

pytestmark = pytest.mark.django_db
PAGE = "/demo/mail/"


@pytest.fixture(autouse=True)
def demo(settings: Settings, tmp_path: Path) -> None:
    settings.DEMO = True
    settings.MAILERS = mailers_of("", folder=tmp_path)


def write(to: str, code: str) -> Letter:
    send_letter(template="probe", to=to, facts={"name": "<Ben>", "code": code}, key=code)
    return Letter.objects.get(key=code)


def test_letters_are_read_before_and_after_they_were_sent(client: Client) -> None:
    sending.deliver_letter(write("ben@example.org", "135791").public_id)
    write("ben@example.org", "246810")

    page = client.get(PAGE).content.decode()

    assert page.index("246810") < page.index("135791")
    assert "Dear &lt;Ben&gt;," in page


def test_those_of_one_address_are_shown_alone(client: Client) -> None:
    write("ben@example.org", "135791")
    write("cyd@example.org", "246810")

    page = client.get(PAGE, {"to": "Ben@example.org"}).content.decode()

    assert "135791" in page
    assert "246810" not in page


def test_a_letter_whose_file_is_gone_is_left_out(client: Client, tmp_path: Path) -> None:
    letter = write("ben@example.org", "135791")
    sending.deliver_letter(letter.public_id)
    (tmp_path / f"{letter.public_id}.eml").unlink()

    assert "Nothing was written yet." in client.get(PAGE).content.decode()


def test_there_is_no_such_page_without_the_demo(client: Client, settings: Settings) -> None:
    settings.DEMO = False

    assert client.get(PAGE).status_code == 404


def test_there_is_no_such_page_where_letters_are_sent(client: Client, settings: Settings, tmp_path: Path) -> None:
    settings.MAILERS = mailers_of("smtp://mail.example.org", folder=tmp_path)

    assert client.get(PAGE).status_code == 404
