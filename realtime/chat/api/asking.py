"""Who asks the chat: the visitor behind the session, and for unsafe requests the page's own token."""

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from ninja.utils import check_csrf

from project.accounts.visitors import Visitor, visitor_of
from project.base.errors import Forbidden
from realtime.chat.schemas import ProblemOut

PROBLEMS = dict.fromkeys((403, 404, 409, 422, 429), ProblemOut)


class NotFromOurPage(Forbidden):
    """A cookie comes along from any page of any site: without the CSRF token it proves nothing."""

    message = _("Reload the page and try again.")


def known(request: HttpRequest) -> Visitor:
    """The visitor, also one without a name: what they may do is for the actions to say. Raises `NotFromOurPage`."""
    if check_csrf(request) is not None:
        raise NotFromOurPage
    return visitor_of(request)
