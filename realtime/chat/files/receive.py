"""Letting a file into a room: what it is, how large, by whom, and then kept whole."""

from datetime import datetime, timedelta

from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.db.models import Sum
from django.utils.translation import gettext_lazy as _

from project.base.errors import Refusal
from project.base.pictures import Picture, redraw
from project.base.storage import new_name, private_files
from realtime.chat.access import Standing, writer
from realtime.chat.files.kinds import KINDS, FileKind, fits, kind_of
from realtime.chat.files.names import clean_name
from realtime.chat.models import Attachment

FOLDER = "chat"
MOST_WAITING = 50
DAY = timedelta(days=1)
MOST_BYTES_A_DAY = 209_715_200
MOST_BYTES_A_DAY_OF_A_GUEST = 52_428_800


class FileKindNotAllowed(Refusal):
    """The name's ending, or the content behind it, is not of a kind that is let in; `kinds` are those that are."""

    status = 415
    message = _("Files of this kind cannot be sent here.")


class FileEmpty(Refusal):
    """Nothing is in it."""

    status = 422
    message = _("This file is empty.")


class FileTooLarge(Refusal):
    """More than `most` bytes."""

    status = 413
    message = _("This file is too large.")


class TooManyFilesWaiting(Refusal):
    """Files are to be sent, not to be stored."""

    status = 429
    message = _("You have put in many files without sending them. Send or wait.")


class TooManyBytesToday(Refusal):
    """What one person may put in during a day."""

    status = 429
    message = _("You have put in as much as fits into a day. Try again tomorrow.")


def receive_file(*, standing: Standing, upload: UploadedFile[bytes], now: datetime, address: str = "") -> Attachment:
    """Keep a file for this room until a message takes it.

    Raises why the person may not write, the refusals above, `PictureBroken` and `PictureTooLarge`.
    """
    writer(standing, now=now, address=address)
    name = clean_name(upload.name or "")
    kind, size = _kind(name), upload.size or 0
    if size == 0:
        raise FileEmpty
    if size > kind.most_bytes:
        raise FileTooLarge(most=kind.most_bytes)
    _refuse_too_much(standing, size, now)
    picture = redraw(upload.read(), form=kind.picture) if kind.picture else None
    if picture is None and not fits(kind, upload.chunks()):
        raise _not_allowed()
    file = _row(standing, name, kind, size, picture, now)
    # The row is there first: whatever happens now, the sweep knows where something may lie.
    file.save(force_insert=True)
    _keep(file, upload, picture)
    return file


def _kind(name: str) -> FileKind:
    kind = kind_of(name)
    if kind is None:
        raise _not_allowed()
    return kind


def _not_allowed() -> FileKindNotAllowed:
    return FileKindNotAllowed(kinds=sorted(KINDS))


def _refuse_too_much(standing: Standing, size: int, now: datetime) -> None:
    own = Attachment.objects.filter(uploader_id=standing.visitor.person_id)
    if own.filter(message=None).count() >= MOST_WAITING:
        raise TooManyFilesWaiting
    today = own.filter(created_at__gt=now - DAY).aggregate(sum=Sum("bytes"))["sum"] or 0
    most = MOST_BYTES_A_DAY if standing.visitor.user_id is not None else MOST_BYTES_A_DAY_OF_A_GUEST
    if today + size > most:
        raise TooManyBytesToday


def _row(
    standing: Standing, name: str, kind: FileKind, size: int, picture: Picture | None, now: datetime
) -> Attachment:
    return Attachment(
        room=standing.room,
        uploader_id=standing.visitor.person_id,
        kind=Attachment.Kind.IMAGE if picture else Attachment.Kind.FILE,
        name=name,
        mime=kind.mime,
        bytes=len(picture.content) if picture else size,
        width=picture.width if picture else None,
        height=picture.height if picture else None,
        path=new_name(FOLDER),
        small_path=new_name(FOLDER) if picture else "",
        created_at=now,
    )


def _keep(file: Attachment, upload: UploadedFile[bytes], picture: Picture | None) -> None:
    files = private_files()
    if picture is None:
        files.save(file.path, upload)
        return
    files.save(file.path, ContentFile(picture.content))
    files.save(file.small_path, ContentFile(picture.small))
