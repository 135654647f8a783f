"""Who looks at a page of the shop: a program sees what everybody sees, whoever it belongs to."""

from django.http import HttpRequest

from project.accounts.visitors import Visitor, program_of, visitor_of


def looker_of(request: HttpRequest) -> Visitor:
    """The visitor; nobody known where a token or key came along, whose scopes say nothing of pages."""
    return visitor_of(request) if program_of(request) is None else Visitor()
