"""What pages show of staff at work."""

from django import template

from project.accounts.impersonation.standing import Impersonation, impersonation_of

register = template.Library()


@register.simple_tag(takes_context=True)
def impersonation(context: template.Context) -> Impersonation | None:
    """The impersonation that this page is shown in; None on everybody else's, and where a request failed early."""
    request = context.get("request")
    return impersonation_of(request) if request is not None else None
