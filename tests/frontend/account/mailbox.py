"""What somebody finds in their mail: letters are rows, and a letter that is not sent yet can be read."""

from typing import Any

import orjson

from project.base.sealed import unseal
from project.mail.models import Letter
from project.mail.rendering import message_of


def letters_to(email: str) -> list[str]:
    """The kinds of letters to this address, oldest first."""
    return list(Letter.objects.filter(to=email).order_by("pk").values_list("template", flat=True))


def newest_to(email: str) -> Letter:
    """The newest letter to this address."""
    return Letter.objects.filter(to=email).latest("pk")


def code_for(email: str) -> str:
    """The code in the newest letter to this address."""
    facts: dict[str, Any] = orjson.loads(unseal(newest_to(email).sealed_facts))
    return str(facts["code"])


def text_to(email: str) -> str:
    """The newest letter to this address as its reader sees it: subject and text."""
    message = message_of(newest_to(email))
    return f"{message.subject}\n{message.body}"
