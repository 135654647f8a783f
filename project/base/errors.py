"""Refusals: what a person or program may not do now, said in words for them."""

from typing import Any, ClassVar

from django.http import Http404
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Refusal(Exception):
    """An action's "no": a message for a person, an HTTP status, and the class name as code."""

    status: ClassVar[int] = 409
    message: ClassVar[str | Promise] = _("This is not possible now.")

    def __init__(self, message: str | Promise | None = None, **extra: Any) -> None:
        self.text = message or self.message
        self.extra: dict[str, Any] = extra
        super().__init__(str(self.text))

    @property
    def code(self) -> str:
        """The name a program can test for."""
        return type(self).__name__

    def __str__(self) -> str:
        return str(self.text)


class NotFound(Refusal, Http404):
    """Nothing here, or nothing that this person may know of. A page that says nothing of it answers 404."""

    status = 404
    message = _("There is nothing here.")


class Forbidden(Refusal):
    """Known, and not allowed."""

    status = 403
    message = _("You may not do this.")
