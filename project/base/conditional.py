"""Versions of what is served: an ETag for each answer, and changes that ask for the version they were made from."""

import hashlib
import json
from collections.abc import Callable
from typing import Any

from django.http import HttpRequest
from django.utils.http import parse_etags
from django.utils.translation import gettext_lazy as _
from ninja.responses import NinjaJSONEncoder
from pydantic import BaseModel

from project.base.errors import Refusal


class VersionMoved(Refusal):
    """Somebody changed it since: read it again, then decide; `etag` is the version now."""

    status = 412
    message = _("This has changed since you read it.")


class NoVersionHere(Refusal):
    """`If-Match` at an operation that cannot compare: better refused than a guard that guards nothing."""

    status = 412
    message = _("This cannot be changed under a condition.")


def etag_of(content: bytes) -> str:
    """The strong ETag of an answer: the same bytes, the same version."""
    return f'"{hashlib.sha256(content).hexdigest()[:32]}"'


def etag_of_answer(model: type[BaseModel], value: Any) -> str:
    """The ETag that this value has where an operation answers it in this model."""
    told = model.model_validate(value).model_dump()
    return etag_of(json.dumps(told, cls=NinjaJSONEncoder).encode())


def versioned(view: Callable[..., Any]) -> Callable[..., Any]:
    """Say that an operation understands `If-Match`: it calls `require_match` under the lock of what it changes."""
    view.versioned = True  # type: ignore[attr-defined]
    return view


def require_match(request: HttpRequest, etag: str) -> None:
    """Go on only from this version, if the request asks for one. Raises `VersionMoved`."""
    asked = request.headers.get("If-Match")
    if asked is None:
        return
    # Strong comparison: a weak one says no more than that two versions look alike.
    known = parse_etags(asked)
    if known != ["*"] and (etag.startswith("W/") or etag not in known):
        raise VersionMoved(etag=etag)
