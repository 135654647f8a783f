"""What pages show of roles: the badge beside a seller's name, and help where it is needed."""

from typing import Any

from django import template

from project.accounts.roles.badges import Proof, proofs_of

register = template.Library()


@register.inclusion_tag("account/_badge.html")
def badge(person_id: int) -> dict[str, Any]:
    """The badge of one person, nothing where nothing is proven; lists ask `proofs_of` for all at once."""
    return {"proofs": proofs_of([person_id]).get(person_id, [])}


@register.inclusion_tag("account/_badge.html")
def badge_of(proofs: list[Proof] | None) -> dict[str, Any]:
    """The badge of somebody whose proofs are at hand."""
    return {"proofs": proofs or []}


@register.inclusion_tag("account/_help.html", name="help")
def help_about(key: str) -> dict[str, str]:
    """A line that opens to explain something: `help/<key>.html` has the words."""
    return {"words": f"help/{key}.html"}
