"""What is proven of people, for the badge beside their names: what, as what, and since when."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from allauth.socialaccount.models import SocialAccount
from django.utils.translation import gettext_lazy as _

from project.accounts.models import User
from project.accounts.roles.models import RoleChange, Verification
from project.accounts.roles.names import Role

LABELS = {
    "seller": _("seller"),
    "identity": _("identity"),
    "business": _("business"),
    "github": _("GitHub"),
    "domain": _("website"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """One thing that is proven: `shown_as` says what of it everybody may read, empty where the label says it all."""

    what: str
    shown_as: str
    since: datetime

    @property
    def label(self) -> str:
        """What was looked at, in the reader's language."""
        return str(LABELS[self.what])


def proofs_of(people: Collection[int]) -> dict[int, list[Proof]]:
    """What is proven of these sellers, in an order that is always the same; three queries for however many.

    Whoever does not sell has no badge, whatever is proven of them. Absent are those of whom nothing is.
    """
    since = _sellers_since(people)
    found: dict[int, list[Proof]] = {
        person: [Proof(what="seller", shown_as="", since=at)] for person, at in since.items()
    }
    for row in Verification.objects.filter(person__in=since, revoked_at=None).order_by("pk"):
        found[row.person_id].append(Proof(what=row.what, shown_as=row.shown_as, since=row.at))
    # Whoever may sign in with an account there has shown that it is theirs; taken off, it is shown no more.
    for account in SocialAccount.objects.filter(user__in=since, provider="github").order_by("pk"):
        login = str(account.extra_data.get("login") or "")
        if login:
            found[account.user_id].append(Proof(what="github", shown_as=f"@{login}", since=account.date_joined))
    order = list(LABELS)
    return {person: sorted(proofs, key=lambda one: order.index(one.what)) for person, proofs in found.items()}


def _sellers_since(people: Collection[int]) -> dict[int, datetime]:
    sellers = User.objects.filter(pk__in=people, roles__contains=[Role.SELLER], is_active=True)
    created = dict(sellers.values_list("pk", "created_at"))
    changes = RoleChange.objects.filter(person__in=created, role=Role.SELLER, kind=RoleChange.Kind.GRANTED)
    return created | {person: at for person, at in changes.order_by("pk").values_list("person_id", "at") if person}
