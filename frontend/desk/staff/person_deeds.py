"""What staff can do to people. Who may do what is held once more by the actions themselves."""

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _

from frontend.desk.staff.deeds import Asked, Deed, DeedForm
from project.accounts.access import Who
from project.accounts.impersonation.actions import start_impersonating
from project.accounts.models import User
from project.accounts.oversight import end_sessions, reinstate_person, said, suspend_person
from project.accounts.roles.actions import grant_role, revoke_role
from project.accounts.roles.names import STAFF, Role
from project.accounts.security.actions.ways_back import reset_factors


class RoleForm(DeedForm):
    """Which role it is about."""

    role = forms.ChoiceField(label=_("Role"), choices=Role.choices)
    field_order = ("role", "reason")


def _suspend(asked: Asked) -> None:
    suspend_person(person_id=asked.thing.pk, staff_id=asked.staff.pk, reason=asked.reason, now=asked.now)


def _reinstate(asked: Asked) -> None:
    reinstate_person(person_id=asked.thing.pk, staff_id=asked.staff.pk, reason=asked.reason, now=asked.now)


def _end_sessions(asked: Asked) -> None:
    end_sessions(person_id=asked.thing.pk, staff_id=asked.staff.pk, reason=asked.reason, now=asked.now)


def _reset_factors(asked: Asked) -> None:
    reset_factors(person=asked.thing, by=asked.staff, reason=said(asked.reason), now=asked.now)


def _grant(asked: Asked) -> None:
    grant_role(
        person_id=asked.thing.pk,
        role=Role(asked.given["role"]),
        by_id=asked.staff.pk,
        reason=said(asked.reason),
        now=asked.now,
    )


def _revoke(asked: Asked) -> None:
    revoke_role(
        person_id=asked.thing.pk,
        role=Role(asked.given["role"]),
        by_id=asked.staff.pk,
        reason=said(asked.reason),
        now=asked.now,
    )


def _impersonate(asked: Asked) -> HttpResponse:
    start_impersonating(
        session=asked.request.session,
        staff_id=asked.staff.pk,
        person_id=asked.thing.pk,
        reason=asked.reason,
        now=asked.now,
    )
    return redirect("home")


def _is_member(person: User) -> bool:
    return not person.is_guest


def _may_be_seen_as(person: User) -> bool:
    return person.is_active and _is_member(person) and set(person.roles).isdisjoint(STAFF)


DEEDS = (
    Deed(
        name="suspend",
        label=_("Suspend"),
        about=_("They are signed out everywhere at once, and let in nowhere. Nothing of theirs is deleted."),
        done=_("The person is suspended."),
        do=_suspend,
        is_offered=lambda person: person.is_active,
    ),
    Deed(
        name="reinstate",
        label=_("Reinstate"),
        about=_("They may sign in again, with all that they had."),
        done=_("The person may sign in again."),
        do=_reinstate,
        is_offered=lambda person: not person.is_active,
    ),
    Deed(
        name="end-sessions",
        label=_("End all sessions"),
        about=_("They are signed out of every browser and program, and sign in anew."),
        done=_("All sessions are ended."),
        do=_end_sessions,
        is_offered=_is_member,
    ),
    Deed(
        name="reset-factors",
        label=_("Reset factors"),
        about=_("Their authenticator app, passkeys and recovery codes go. Make sure first that it is them who asks."),
        done=_("The factors are gone; the person was written to."),
        do=_reset_factors,
        who=Who.ADMIN,
        is_offered=_is_member,
    ),
    Deed(
        name="grant-role",
        label=_("Grant a role"),
        about=_("It holds at once, in every open page."),
        done=_("The role is granted."),
        do=_grant,
        form=RoleForm,
        who=Who.ADMIN,
        is_offered=_is_member,
    ),
    Deed(
        name="revoke-role",
        label=_("Take a role back"),
        about=_("It ends at once, in every open page."),
        done=_("The role is taken back."),
        do=_revoke,
        form=RoleForm,
        who=Who.ADMIN,
        is_offered=lambda person: bool(person.roles),
    ),
    Deed(
        name="look-on",
        label=_("Look at the site as they do"),
        about=_(
            "For half an hour at most. You see what they see and can change nothing; they read of it, with the reason."
        ),
        done=_("You look at the site as this person."),
        do=_impersonate,
        who=Who.ADMIN,
        is_offered=_may_be_seen_as,
    ),
)
