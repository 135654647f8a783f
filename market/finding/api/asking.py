"""What the operations of finding have in common: who is counted, and how products are given."""

from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from django.http import HttpRequest

from market.catalog.facts import ProductFacts
from project.accounts.visitors import keep_guest, visitor_of
from project.base import limits
from project.base.http import client_address
from project.base.problems import Problem

PROBLEMS = dict.fromkeys((404, 409, 422, 429), Problem)


def count_asked(request: HttpRequest, limit: str) -> None:
    """Count this caller against a limit. Raises `TooManyTries`."""
    visitor = visitor_of(request)
    limits.ask(limit, f"person:{visitor.user_id}" if visitor.user_id else client_address(request))


def person_of(request: HttpRequest) -> int:
    """Whoever asks; a browser that is nobody yet is given a row, so that what it marks is kept."""
    person = keep_guest(request).person_id
    assert person is not None  # noqa: S101 - they were just kept
    return person


def products_out(products: Iterable[ProductFacts]) -> list[dict[str, Any]]:
    """Products as the API gives them."""
    return [asdict(product) for product in products]
