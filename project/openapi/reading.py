"""How bodies come in: I-JSON or forms, as the operation says, and never packed."""

from typing import Any

from django.http import HttpRequest
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy as _
from ninja.parser import Parser

from project.base.errors import Refusal
from project.base.ijson import InvalidInput, read_json

FORMS = {"application/x-www-form-urlencoded", "multipart/form-data"}
CHARSETS = {"", "utf-8", "utf8", "us-ascii"}


class WrongContentType(Refusal):
    """The body is of another kind than this operation reads; `wanted` names it."""

    status = 415
    message = _("This is not the kind of content that is read here.")


class StrictParser(Parser):
    """Reads bodies for ninja."""

    def parse_body(self, request: HttpRequest) -> Any:
        """The JSON of a body. Raises `WrongContentType`, `BodyNotJson`, `InvalidInput`."""
        # Parts of a form are read one by one, through a request that has nothing but a body.
        if not request.META:
            return read_json(request.body)
        _require_plain(request)
        if not _is_json(request.content_type or ""):
            raise WrongContentType(wanted="application/json")
        value = read_json(request.body)
        # Ninja reads attributes of whatever comes: a list would be an object that says nothing.
        if not isinstance(value, dict):
            raise InvalidInput(body=str(_("This must be an object.")))
        return value

    def parse_querydict(
        self, data: MultiValueDict[str, Any], list_fields: list[str], request: HttpRequest
    ) -> dict[str, Any]:
        """The fields of a query or a form. Raises `WrongContentType`."""
        if data is not request.GET:
            _require_plain(request)
            if request.content_type not in FORMS:
                raise WrongContentType(wanted="multipart/form-data")
        return super().parse_querydict(data, list_fields, request)


def _is_json(kind: str) -> bool:
    return kind == "application/json" or (kind.startswith("application/") and kind.endswith("+json"))


def _require_plain(request: HttpRequest) -> None:
    # A packed body could unfold to any size.
    if request.headers.get("Content-Encoding", "identity").lower() not in {"", "identity"}:
        raise WrongContentType(wanted="identity")
    if (request.content_params or {}).get("charset", "").lower() not in CHARSETS:
        raise WrongContentType(wanted="utf-8")
