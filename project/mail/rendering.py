"""A letter in its reader's language: subject, text and HTML, with absolute addresses."""

from functools import cache
from typing import Any
from urllib.parse import urlsplit

import orjson
from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.backends.django import DjangoTemplates
from django.template.loader import render_to_string
from django.utils import translation

from project.base.sealed import unseal
from project.mail.models import Letter


def message_of(letter: Letter) -> EmailMultiAlternatives:
    """The letter as it goes out; every time with the same Message-ID."""
    facts: dict[str, Any] = orjson.loads(unseal(letter.sealed_facts))
    site = settings.PUBLIC_URL or str(facts.get("site") or settings.LOCAL_URL)
    with translation.override(letter.language):
        told = {**facts, "site": site, "language": letter.language, "to": letter.to}
        told["subject"] = _line(_plain(f"mail/{letter.template}.subject.txt", told))
        text = _plain(f"mail/{letter.template}.txt", told).strip() + "\n"
        html = render_to_string(f"mail/{letter.template}.html", told)
    message = EmailMultiAlternatives(
        told["subject"],
        text,
        settings.DEFAULT_FROM_EMAIL,
        [letter.to],
        headers={
            "Message-ID": f"<{letter.public_id}@{urlsplit(site).hostname or 'localhost'}>",
            "Auto-Submitted": "auto-generated",
        },
    )
    message.attach_alternative(html, "text/html")
    return message


def _line(text: str) -> str:
    return " ".join(text.split())


def _plain(name: str, facts: dict[str, Any]) -> str:
    """Text as it is: what is escaped for HTML would be read as `&#x27;`."""
    return _engine().get_template(name).render(facts)


@cache
def _engine() -> DjangoTemplates:
    return DjangoTemplates({"NAME": "letters", "DIRS": [], "APP_DIRS": True, "OPTIONS": {"autoescape": False}})
