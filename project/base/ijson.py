"""Bodies as I-JSON (RFC 7493): what two readers could understand differently is refused before anybody reads it."""

import json
from collections.abc import Iterable
from typing import Any, ClassVar

import orjson
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from project.base.errors import Refusal

MOST_LEVELS = 64
LARGEST = 2**53 - 1
NUL = "\x00"


class BodyNotJson(Refusal):
    """Not UTF-8, not JSON, or JSON that readers disagree about; `reason` says which."""

    status: ClassVar[int] = 400
    message: ClassVar[str | Promise] = _("The body cannot be read as JSON.")


class InvalidInput(Refusal):
    """Some fields do not fit; which, and why."""

    status: ClassVar[int] = 422
    message: ClassVar[str | Promise] = _("Some fields are not valid.")


def read_json(body: bytes) -> Any:
    """The value of a body. Raises `BodyNotJson`, and `InvalidInput` for numbers and texts that cannot be kept."""
    try:
        # Strict about UTF-8, surrogates, NaN and control characters; the standard reader is not.
        orjson.loads(body)
    except orjson.JSONDecodeError:
        raise BodyNotJson(reason="not JSON in UTF-8") from None
    try:
        value = json.loads(body, object_pairs_hook=_object)
    except (ValueError, RecursionError):
        raise BodyNotJson(reason="numbers or levels beyond measure") from None
    _look_into(value)
    return value


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise BodyNotJson(reason="one name twice in an object")
    return found


def _look_into(value: Any) -> None:
    level: list[tuple[str, Any]] = [("", value)]
    for _depth in range(MOST_LEVELS):
        for place, found in level:
            _look_at(place or "body", found)
        level = [part for place, found in level for part in _parts(place, found)]
        if not level:
            return
    raise BodyNotJson(reason=f"more than {MOST_LEVELS} levels")


def _look_at(place: str, value: Any) -> None:
    if isinstance(value, int) and not -LARGEST <= value <= LARGEST:
        # A reader that has only doubles would change it.
        raise InvalidInput(**{place: str(_("This number is too large."))})
    # PostgreSQL keeps no NUL, neither in a text nor in a document; a name with it is a part of its place.
    if NUL in place or (isinstance(value, str) and NUL in value):
        raise InvalidInput(**{place.replace(NUL, ""): str(_("Text cannot contain NUL."))})


def _parts(place: str, value: Any) -> Iterable[tuple[str, Any]]:
    named: Iterable[tuple[Any, Any]] = ()
    if isinstance(value, dict):
        named = value.items()
    elif isinstance(value, list):
        named = enumerate(value)
    return ((f"{place}.{name}".lstrip("."), part) for name, part in named)
