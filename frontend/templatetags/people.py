"""What pages show of people: pictures or initials, and how the reader wants the page."""

import zlib
from typing import Any

from django import template
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from frontend.account.profile.reader import Reader
from project.accounts.profiles.public import initials_of

register = template.Library()
HUES = 8


@register.inclusion_tag("people/_avatar.html")
def avatar(person: dict[str, Any], size: int = 48) -> dict[str, Any]:
    """Somebody's picture in one of its sizes, or their initials on a colour that stays theirs."""
    found = person["avatar"]
    address = found[str(size)] if found else ""
    return {
        "address": address,
        "fallback": address.replace(".webp", ".jpg"),
        "twice": found.get(str(size * 2), "") if found else "",
        "size": size,
        "initials": initials_of(person["name"]),
        "hue": zlib.crc32(person["id"].encode()) % HUES,
    }


@register.simple_tag(takes_context=True)
def reader_marks(context: template.Context) -> SafeString:
    """Attributes of the page's root that scripts follow: the zone and theme that a member keeps with us."""
    request = context.get("request")
    reader: Reader = getattr(request, "reader", None) or Reader()
    marks = [
        ("zone", reader.time_zone),
        ("theme-kept", reader.theme if reader.is_member else ""),
        ("theme", reader.theme if reader.theme in {"light", "dark"} else ""),
    ]
    return format_html_join("", ' data-{}="{}"', (mark for mark in marks if mark[1]))
