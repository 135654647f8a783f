"""Pages of the shop's lists: the cursor that an address names."""

import re

from django.http import Http404, HttpRequest

CURSOR = re.compile(r"[A-Za-z0-9_-]{0,600}")


def cursor_of(request: HttpRequest) -> str:
    """What `?cursor=` says; 404 for what no page of ours ever said."""
    cursor = request.GET.get("cursor", "")
    if CURSOR.fullmatch(cursor) is None:
        raise Http404
    return cursor
