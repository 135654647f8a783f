"""Stands for the list of products until it is there."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from project.accounts.access import Who, access


@require_safe
@access(Who.PUBLIC)
def listing(request: HttpRequest, path: str = "") -> HttpResponse:
    """To the start page."""
    return redirect("home")
