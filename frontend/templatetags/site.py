"""What every page shows about its visitor and its form fields."""

import json
from typing import Any

from django import template
from django.forms import BoundField
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from project.accounts.visitors import Visitor, visitor_of

register = template.Library()
OUTSIDE_MARKUP = {ord(letter): f"\\u{ord(letter):04x}" for letter in "<>&"}


@register.simple_tag(takes_context=True)
def visitor(context: template.Context) -> Visitor:
    """Who looks at this page; nobody known where a request failed before that was found out."""
    request = context.get("request")
    if request is None or not hasattr(request, "user"):
        return Visitor()
    return visitor_of(request)


@register.inclusion_tag("_field.html")
def field(bound: BoundField) -> dict[str, Any]:
    """A labelled input with its hint and what is wrong with it."""
    if bound.errors:
        bound.field.widget.attrs["autofocus"] = True
    return {"field": bound}


@register.simple_tag
def linked_data(facts: dict[str, Any]) -> SafeString:
    """A value for search engines, as JSON-LD; nothing in it can end the element that holds it."""
    text = json.dumps(facts, ensure_ascii=False).translate(OUTSIDE_MARKUP)
    return format_html('<script type="application/ld+json">{}</script>', mark_safe(text))  # noqa: S308
