"""The one style sheet."""

from pathlib import Path

from django.http import HttpRequest, HttpResponse

SHEET = (Path(__file__).resolve().parent.parent / "static" / "sandbox.css").read_bytes()


def style(_request: HttpRequest) -> HttpResponse:
    """The sheet, kept for an hour."""
    return HttpResponse(SHEET, content_type="text/css; charset=utf-8", headers={"Cache-Control": "max-age=3600"})
