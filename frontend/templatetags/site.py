"""What every page shows about its visitor and its form fields."""

from typing import Any

from django import template
from django.forms import BoundField

from project.accounts.visitors import Visitor, visitor_of

register = template.Library()


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
