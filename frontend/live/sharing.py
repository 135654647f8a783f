"""Addresses of a board for others: the page, the overlay, and the frame to paste into another page."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _

FRAME = '<iframe src="{}" title="{}" width="100%" height="240" loading="lazy" frameborder="0"></iframe>'


def sharing(request: HttpRequest, board: dict[str, Any]) -> dict[str, str]:
    """What the dialog offers to copy; the frame's names are escaped as an attribute of the other page."""
    page, overlay, embed = (
        request.build_absolute_uri(reverse(name, args=[board["slug"]])) for name in ("board", "overlay", "embed")
    )
    title = _("%(home)s – %(away)s, live score") % {"home": board["home"]["name"], "away": board["away"]["name"]}
    return {"page": page, "overlay": overlay, "frame": format_html(FRAME, embed, title)}
