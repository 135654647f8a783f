"""Pages of lists, in two ways: by number where there is a total, by cursor where a list grows while it is read.

Pure: rows come and go as values. `ninja` types for operations are in `project/base/listing.py`.
"""

import binascii
import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.core.exceptions import BadRequest
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext_lazy as _

from project.base.errors import Refusal

LARGEST_PAGE, LAST_PAGE = 100, 10_000
SEAL = 16
type Order = tuple[str, ...]


class CursorNotValid(Refusal, BadRequest):
    """Not a cursor of this list: begin again without one. A page that says nothing of it answers 400."""

    status = 422
    message = _("This page of the list is not known: begin again with the first.")


class NotSortable(Refusal):
    """This list is not sorted by that; `allowed` says by what."""

    status = 422
    message = _("This list cannot be sorted by that.")


@dataclass(frozen=True, kw_only=True)
class Page[T]:
    """Some of a list, and how much it has."""

    items: Sequence[T]
    total: int
    page: int
    limit: int

    @property
    def last(self) -> int:
        """The number of the last page; an empty list has one."""
        return max(1, -(-self.total // self.limit))

    def links(self) -> dict[str, dict[str, int]]:
        """The other pages by relation, as the query that asks for them."""
        numbers = {"first": 1, "prev": self.page - 1, "next": self.page + 1, "last": self.last}
        there = {name: number for name, number in numbers.items() if 1 <= number <= self.last}
        return {name: {"page": number, "limit": self.limit} for name, number in there.items()}


def link_header(path: str, query: Mapping[str, Any], links: Mapping[str, Mapping[str, Any]]) -> str:
    """RFC 8288: the addresses of other pages, with everything else that was asked for."""
    told = []
    for relation, change in links.items():
        asked = urlencode([*((name, value) for name, value in query.items() if name not in change), *change.items()])
        told.append(f'<{path}?{asked}>; rel="{relation}"')
    return ", ".join(told)


def write_cursor(of: str, values: Sequence[Any]) -> str:
    """Where a page of this list ended, as text that only we can have written; `of` names list and order."""
    text = json.dumps(values, separators=(",", ":")).encode()
    return urlsafe_b64encode(_seal(of, text, settings.SECRET_KEY) + text).decode().rstrip("=")


def read_cursor(of: str, cursor: str, *, count: int) -> list[Any]:
    """The values that were written. Raises `CursorNotValid` for another list's, another order's, or nobody's."""
    try:
        sealed = urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4))
    except (binascii.Error, ValueError):
        raise CursorNotValid from None
    seal, text = sealed[:SEAL], sealed[SEAL:]
    secrets = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    if not any(constant_time_compare(seal, _seal(of, text, secret)) for secret in secrets):
        raise CursorNotValid
    values: list[Any] = json.loads(text)
    if len(values) != count:
        raise CursorNotValid
    return values


def read_sort(asked: str, *, allowed: Collection[str], default: str) -> Order:
    """`-created_at,title` as names with their sign, each once. Raises `NotSortable` for what is not allowed."""
    order = tuple(part.strip() for part in (asked or default).split(","))
    names = [part.removeprefix("-") for part in order]
    if len(set(names)) != len(names) or not set(names) <= set(allowed):
        raise NotSortable(allowed=sorted(allowed))
    return order


def _seal(of: str, text: bytes, secret: str) -> bytes:
    said = of.encode() + b"\0" + text
    return salted_hmac("project.base.paging", said, secret=secret, algorithm="sha256").digest()[:SEAL]
