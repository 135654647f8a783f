"""What access refuses: each door of the chat gives the same answer for the same reason."""

from django.utils.translation import gettext_lazy as _

from project.base.errors import Forbidden, NotFound, Refusal


class UnknownRoom(NotFound):
    """No such room, or none that this visitor may know of."""

    message = _("There is no such room, or it is not open to you.")


class UnknownMessage(NotFound):
    """No such message in a room that this visitor may read."""

    message = _("There is no such message.")


class NotYourMessage(Forbidden):
    """Somebody else wrote it."""

    message = _("Only its author can do this.")


class NameNeeded(Forbidden):
    """Whoever writes has a name."""

    message = _("Choose a name first, then you can write here.")


class BannedHere(Forbidden):
    """A moderator closed this room to them."""

    message = _("This room is closed to you.")


class MutedHere(Forbidden):
    """Reading goes on, writing does not; `until` says how long."""

    message = _("You are muted in this room for now.")


class AddressBannedHere(Forbidden):
    """Guests from this address may not write here for a day."""

    message = _("Guests from your network cannot write here for now. Sign in to write.")


class WritingClosed(Forbidden):
    """Whoever may see the object may not write beside it."""

    message = _("You cannot write in this room.")


class ModeratorsOnly(Forbidden):
    """This needs a moderator of the room."""

    message = _("Only moderators of this room can do this.")


class OwnersOnly(Forbidden):
    """This needs an owner of the room."""

    message = _("Only owners of this room can do this.")


class RoomLocked(Refusal):
    """Only moderators write in a locked room."""

    message = _("This room is locked: only moderators can write.")


class RoomArchived(Refusal):
    """Nothing changes in an archived room."""

    message = _("This room is archived: it can only be read.")
