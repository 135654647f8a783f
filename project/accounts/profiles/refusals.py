"""What people are told when something about themselves cannot be kept as they gave it."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from project.base.errors import NotFound, Refusal


class NotValid(Refusal):
    """Some fields cannot be kept: which, and why."""

    status = 422
    message = _("Some fields are not valid.")

    def __init__(self, **fields: str | Promise) -> None:
        super().__init__(**{name: str(words) for name, words in fields.items()})


class ChangedMeanwhile(Refusal):
    """Somebody saved since this page was opened: the person themself, in another tab."""

    message = _("Your profile was changed in another place meanwhile. Look at what it says now, then save again.")


class UnknownPerson(NotFound):
    """Nobody of this name, or nobody who shows themself: the same answer for both."""

    message = _("There is nobody here.")
