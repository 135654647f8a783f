"""How the chat's values are written: the same as in `static/js/chat/`."""

from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

register = template.Library()

HUES = 8
MOST_WIDTH, MOST_HEIGHT = 360, 280


@register.filter
def hue(person: str | None) -> int:
    """One of a few colours, the same for a person everywhere."""
    return sum(ord(letter) for letter in person or "") % HUES


@register.filter
def initial(name: str | None) -> str:
    """What stands in the circle beside a message."""
    return (name or "?")[0]


@register.filter
def fitted(file: dict[str, Any]) -> SafeString:
    """Width and height at which a picture is shown, as attributes: known before it has loaded."""
    width, height = file["width"], file["height"]
    scale = min(1, MOST_WIDTH / width, MOST_HEIGHT / height)
    return format_html('width="{}" height="{}"', max(1, round(width * scale)), max(1, round(height * scale)))


@register.filter
def brief(count: int) -> str:
    """120 as 99+."""
    return "99+" if count > 99 else str(count)
