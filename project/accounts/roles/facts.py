"""What people say when they ask for a role: one shape for each, checked before it is kept."""

from typing import Annotated, Any

from django.utils.translation import gettext_lazy as _
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, HttpUrl, StringConstraints, ValidationError

from project.accounts.roles.names import Role
from project.base.errors import Refusal
from project.base.visible import visible

MOST_LINKS = 5
TERMS = "2026-03"

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=20, max_length=2000), AfterValidator(visible)]
Country = Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$")]
Links = Annotated[list[HttpUrl], Field(max_length=MOST_LINKS)]


class FactsIncomplete(Refusal):
    """What was said does not suffice; `fields` names what is missing or wrong."""

    status = 422
    message = _("Something is missing.")


class Facts(BaseModel):
    """What every application says."""

    model_config = ConfigDict(extra="forbid")


class SellerFacts(Facts):
    """What somebody would sell, where it can be seen, and where they are."""

    what: Text
    links: Links
    country: Country


class ConsidererFacts(Facts):
    """What somebody knows well enough to judge, and where that can be seen."""

    knows: Text
    links: Links


class AffiliateFacts(Facts):
    """The terms that somebody accepted, by the day they are from."""

    terms: str = Field(pattern=rf"^{TERMS}$")


SHAPES: dict[Role, type[Facts]] = {
    Role.SELLER: SellerFacts,
    Role.CONSIDERER: ConsidererFacts,
    Role.AFFILIATE: AffiliateFacts,
}
# Whoever accepts the terms is let in by the house itself.
AT_ONCE = frozenset({Role.AFFILIATE})


def checked(role: Role, facts: dict[str, Any]) -> dict[str, Any]:
    """The facts as they are kept. Raises `FactsIncomplete`."""
    try:
        return SHAPES[role].model_validate(facts).model_dump(mode="json")
    except ValidationError as error:
        raise FactsIncomplete(fields=sorted({str(wrong["loc"][0]) for wrong in error.errors()})) from error
