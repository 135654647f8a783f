"""People in the admin: found, looked at, and helped; nobody's fields are edited, nobody is deleted."""

from typing import Any

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib import admin
from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from unfold.decorators import display

from frontend.desk.staff.deeds import WithDeeds
from frontend.desk.staff.person_deeds import DEEDS
from frontend.desk.staff.site import site
from frontend.desk.staff.trailed import Trailed
from project.accounts.audit.models import StaffAction
from project.accounts.models import User
from project.accounts.profiles.activity import words_of
from project.accounts.profiles.models import Activity
from project.accounts.roles.names import Role
from project.accounts.security.clients import device_of
from project.accounts.security.policy import FACTORS
from project.accounts.tokens.families import families_of
from project.accounts.tokens.models import ApiKey
from project.base import clock

SHOWN = 20


class RoleFilter(admin.SimpleListFilter):
    """Who has a role."""

    title = _("role")
    parameter_name = "role"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        """Every role there is."""
        return list(Role.choices)

    def queryset(self, request: HttpRequest, queryset: QuerySet[User]) -> QuerySet[User]:
        """Those who have it."""
        return queryset.filter(roles__contains=[self.value()]) if self.value() in Role.values else queryset


@admin.register(User, site=site)
class People(WithDeeds, Trailed):
    """Members and guests."""

    list_display = ("name", "email", "shown_roles", "standing", "has_factor", "created_at", "last_login")
    list_filter = (RoleFilter, "is_active", "is_guest", ("created_at", admin.DateFieldListFilter))
    search_fields = ("email", "display_name", "public_id")
    search_help_text = _("An email, a name, or an id")
    ordering = ("-pk",)
    fields = ("public_id", "display_name", "email", "roles_now", "standing_now", "created_at", "last_login")
    readonly_fields = fields
    deeds = DEEDS
    change_form_outer_after_template = "desk/staff/person.html"

    def get_queryset(self, request: HttpRequest) -> QuerySet[User]:
        """With whether they have a factor, and without what is derived from their password."""
        factor = Authenticator.objects.filter(user_id=OuterRef("pk"), type__in=FACTORS)
        found: QuerySet[User] = super().get_queryset(request)
        return found.defer("password").annotate(second_factor=Exists(factor))

    @display(description=_("name"), ordering="display_name")  # type: ignore[untyped-decorator]
    def name(self, person: User) -> str:
        """As others see them."""
        return str(person)

    @display(description=_("roles"), label=True)  # type: ignore[untyped-decorator]
    def shown_roles(self, person: User) -> list[str]:
        """As badges."""
        return [str(Role(role).label) for role in person.roles]

    @display(description=_("standing"), label={"suspended": "danger", "guest": "info", "member": "success"})  # type: ignore[untyped-decorator]
    def standing(self, person: User) -> tuple[str, Any]:
        """Member, guest or suspended."""
        if not person.is_active:
            return "suspended", _("suspended")
        return ("guest", _("guest")) if person.is_guest else ("member", _("member"))

    @display(description=_("second factor"), boolean=True)  # type: ignore[untyped-decorator]
    def has_factor(self, person: Any) -> bool:
        """Whether they have one."""
        return bool(person.second_factor)

    @admin.display(description=_("roles"))
    def roles_now(self, person: User) -> str:
        """In words."""
        return ", ".join(self.shown_roles(person))

    @admin.display(description=_("standing"))
    def standing_now(self, person: User) -> str:
        """In a word."""
        return str(self.standing(person)[1])

    def more_of(self, thing: User | None) -> dict[str, Any]:
        """How they sign in, where they are signed in, what happened to them, and what staff did."""
        return {"tables": _tables(thing)} if thing else {}


def _tables(person: User) -> list[dict[str, Any]]:
    now = clock.now()
    factors = Authenticator.objects.filter(user_id=person.pk).order_by("pk")
    sessions = UserSession.objects.filter(user_id=person.pk).order_by("-last_seen_at")[:SHOWN]
    keys = ApiKey.objects.filter(user_id=person.pk).order_by("-pk")[:SHOWN]
    happened = Activity.objects.filter(person_id=person.pk).order_by("-pk")[:SHOWN]
    done = StaffAction.objects.filter(target=person.public_id).select_related("staff")[:SHOWN]
    return [
        _table(_("Factors"), [(row.created_at, row.get_type_display(), row.data.get("name", "")) for row in factors]),
        _table(_("Browsers"), [(row.last_seen_at, device_of(row.user_agent), row.ip) for row in sessions]),
        _table(_("Programs"), [(row.used_at, str(row), row.address) for row in families_of(person.pk, now=now)]),
        _table(_("Keys"), [(row.created_at, str(row), row.revoked_at or "") for row in keys]),
        _table(_("What happened"), [(row.at, words_of(row), "") for row in happened]),
        _table(_("What staff did"), [(row.at, row.action, f"{row.staff}: {_why(row)}") for row in done]),
    ]


def _why(entry: StaffAction) -> str:
    return str(entry.facts.get("reason", ""))


def _table(title: Any, rows: list[tuple[Any, Any, Any]]) -> dict[str, Any]:
    return {"title": title, "rows": rows}
