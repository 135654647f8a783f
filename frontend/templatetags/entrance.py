"""What the pages of signing in and about oneself show: the list of them, and who else may say who somebody is."""

from collections.abc import Iterable
from typing import Any

from allauth.socialaccount.models import SocialAccount
from django import template
from django.conf import settings
from django.urls import NoReverseMatch, reverse
from django.utils.http import urlencode

from frontend.account.sections import SECTIONS, Section
from frontend.account.signin.providers import offered
from frontend.studio.sections import SECTIONS as STUDIO

register = template.Library()
NAMES = {"github": "GitHub", "google": "Google"}


@register.simple_tag(takes_context=True)
def account_sections(context: template.Context) -> list[dict[str, Any]]:
    """Every section of one's account with its address, and whether the reader is there."""
    return _shown(context, SECTIONS)


@register.simple_tag(takes_context=True)
def studio_sections(context: template.Context) -> list[dict[str, Any]]:
    """The same of the studio."""
    return _shown(context, STUDIO)


def _shown(context: template.Context, sections: Iterable[Section]) -> list[dict[str, Any]]:
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
        for section in sections
    ]


@register.simple_tag
def demo_mail_url() -> str:
    """Where letters are shown instead of sent; empty outside the demo."""
    if not settings.DEMO:
        return ""
    try:
        return reverse("demo_mail")
    except NoReverseMatch:
        return ""


@register.simple_tag(takes_context=True)
def sign_in_providers(context: template.Context, process: str) -> list[dict[str, str]]:
    """The providers of identities that are offered, each with the address of its first step."""
    query = {"process": process}
    if wanted := context["request"].GET.get("next") or context["request"].POST.get("next"):
        query["next"] = wanted
    return [
        {"name": NAMES[name], "mark": _mark(name), "url": f"{reverse(f'{name}_login')}?{urlencode(query)}"}
        for name in offered()
    ]


@register.filter
def provider_name(account: SocialAccount) -> str:
    """What people call the provider of a connected account."""
    return NAMES.get(str(account.provider), "")


@register.filter
def provider_mark(account: SocialAccount) -> str:
    """The template with the provider's mark."""
    return _mark(account.provider)


def _mark(name: str) -> str:
    return f"account/_mark_{name}.html"
