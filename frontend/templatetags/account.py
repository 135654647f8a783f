"""What the pages about oneself show: the list of them."""

from typing import Any

from django import template
from django.urls import reverse

from frontend.account.sections import SECTIONS

register = template.Library()


@register.simple_tag(takes_context=True)
def account_sections(context: template.Context) -> list[dict[str, Any]]:
    """Every section with its address, and whether the reader is there."""
    request = context.get("request")
    match = getattr(request, "resolver_match", None)
    here = match.url_name if match else ""
    return [
        {
            "name": section.name,
            "label": section.label,
            "url": reverse(section.url_name),
            "is_current": here == section.url_name or here in section.pages,
        }
        for section in SECTIONS
    ]
