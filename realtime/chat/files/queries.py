"""Finding a file for somebody: asked anew at every read."""

from django.utils.translation import gettext_lazy as _

from project.accounts.visitors import Visitor
from project.base.errors import NotFound
from realtime.chat.access import may_read
from realtime.chat.models import Attachment


class UnknownFile(NotFound):
    """No such file, or none that this visitor may know of."""

    message = _("There is no such file.")


def find_file(visitor: Visitor, file_id: str) -> Attachment:
    """The file of this id, if the visitor may read it now: its room, or until it is sent, only its uploader.

    Raises `UnknownFile`; a file goes with its message.
    """
    file = Attachment.objects.select_related("room", "message").filter(public_id=file_id).first()
    if file is None or not _is_shown(file, visitor) or not may_read(visitor, file.room):
        raise UnknownFile
    return file


def _is_shown(file: Attachment, visitor: Visitor) -> bool:
    if file.message is None:
        return visitor.person_id is not None and file.uploader_id == visitor.person_id
    return not file.message.deleted
