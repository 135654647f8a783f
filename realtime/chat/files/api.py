"""`/api/chat/files`: put a file in, and read it as long as one may read where it is."""

from typing import Annotated, Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.translation import gettext_lazy as _
from ninja import File, Form, Path, Router, Status
from ninja.files import UploadedFile

from project.accounts.access import Who, access
from project.accounts.visitors import Visitor, visitor_of
from project.base import clock
from project.base.errors import Refusal
from project.base.file_answers import answer_file
from project.base.http import client_address
from project.base.limits import hit
from project.base.problems import Problem
from realtime.chat.access import find_standing
from realtime.chat.api import asking
from realtime.chat.files.queries import UnknownFile, find_file
from realtime.chat.files.receive import receive_file
from realtime.chat.models import Attachment
from realtime.chat.public import file_out
from realtime.chat.schemas import FileOut

router = Router()
RoomId = Annotated[str, Form(max_length=32)]
FileId = Annotated[str, Path(max_length=32)]


class TooManyUploads(Refusal):
    """More than one person, or the guests of one address, put in within ten minutes; `retry_after` says how long."""

    status = 429
    message = _("Too many files at once. Wait a little.")


PROBLEMS = {**asking.PROBLEMS, **dict.fromkeys((413, 415), Problem)}
CONTENT = {"content": {"*/*": {"schema": {"type": "string", "format": "binary"}}}}
ANSWERS = {
    "responses": {200: {"description": "The file.", **CONTENT}, 206: {"description": "A part of it.", **CONTENT}}
}


@router.post("", response={201: FileOut, **PROBLEMS})
@access(Who.PUBLIC, owned=True, scope="chat:write")
def put_file(request: HttpRequest, room: RoomId, file: File[UploadedFile]) -> Status[dict[str, Any]]:
    """Put a file into a room; it is seen once a message is sent with its id, and forgotten after a day without one."""
    visitor, address = visitor_of(request), client_address(request)
    standing = find_standing(visitor, room)
    _count(visitor, address)
    kept = receive_file(standing=standing, upload=file, now=clock.now(), address=address)
    return Status(201, file_out(kept))


@router.get("/{file_id}", response=dict.fromkeys((404, 416), Problem), url_name="chat_file", openapi_extra=ANSWERS)
@access(Who.PUBLIC, owned=True, scope="chat:read")
def read_file(request: HttpRequest, file_id: FileId) -> HttpResponseBase:
    """The file; pictures are shown, everything else is offered to be saved."""
    file = find_file(visitor_of(request), file_id)
    return _answer(request, file, path=file.path, mime=file.mime, etag=file.public_id)


@router.get(
    "/{file_id}/small",
    response=dict.fromkeys((404, 416), Problem),
    url_name="chat_file_small",
    openapi_extra=ANSWERS,
)
@access(Who.PUBLIC, owned=True, scope="chat:read")
def read_small_file(request: HttpRequest, file_id: FileId) -> HttpResponseBase:
    """A small WebP of a picture, at most 480 pixels long."""
    file = find_file(visitor_of(request), file_id)
    return _answer(request, file, path=file.small_path, mime="image/webp", etag=f"{file.public_id}-small")


def _count(visitor: Visitor, address: str) -> None:
    # A guest is somebody new for the asking; their address is not.
    caller = f"person:{visitor.person_id}" if visitor.user_id is not None else f"address:{address}"
    counted = hit("uploads", caller)
    if not counted.allowed:
        raise TooManyUploads(retry_after=counted.reset_seconds)


def _answer(request: HttpRequest, file: Attachment, *, path: str, mime: str, etag: str) -> HttpResponseBase:
    if not path:
        raise UnknownFile
    shown = file.kind == Attachment.Kind.IMAGE
    try:
        return answer_file(request, path=path, name=file.name, mime=mime, shown=shown, etag=etag)
    except FileNotFoundError as error:
        raise UnknownFile from error
