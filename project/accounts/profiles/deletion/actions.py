"""Asking to be deleted, and taking that back within fourteen days."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from project.accounts import endings
from project.accounts.models import User
from project.accounts.profiles.actions import profile_of
from project.accounts.profiles.activity import note_activity
from project.accounts.profiles.deletion.registry import blocked_by
from project.accounts.profiles.models import AccountDeletion
from project.accounts.security.actions.sessions import end_all_sessions
from project.accounts.tokens.families import end_programs
from project.accounts.tokens.keys import revoke_all
from project.accounts.tokens.models import Because
from project.base.errors import Refusal
from project.mail.actions import send_letter

GRACE = timedelta(days=14)
State = AccountDeletion.State


class EmailDiffers(Refusal):
    """What was typed is not the email of the account."""

    status = 422
    message = _("This is not the email address of your account.")


class DeletionBlocked(Refusal):
    """Something has to be settled first; `reasons` says what."""

    message = _("Your account cannot be deleted yet.")


class NothingToTakeBack(Refusal):
    """No deletion is waiting."""

    message = _("Your account is not waiting to be deleted.")


def request_deletion(*, person_id: int, email: str, now: datetime) -> AccountDeletion:
    """Have a person deleted in fourteen days; they are signed out everywhere now, and their keys are void.

    Raises `EmailDiffers` and `DeletionBlocked`; asked twice, it is the one of the first time.
    """
    with transaction.atomic():
        person = User.objects.select_for_update(no_key=True).get(pk=person_id)
        if not person.email or email.strip().casefold() != person.email.casefold():
            raise EmailDiffers
        if reasons := blocked_by(person_id):
            raise DeletionBlocked(reasons=[str(words) for words in reasons.values()])
        fresh = {"requested_at": now, "due_at": now + GRACE}
        deletion, is_new = AccountDeletion.objects.get_or_create(person=person, state=State.WAITING, defaults=fresh)
        if is_new:
            # Every page reads their profile to say that they are leaving.
            profile_of(person_id, now=now)
            note_activity(user_id=person_id, kind="deletion_requested", facts={}, now=now)
            facts = {"name": str(person), "on": deletion.due_at.date().isoformat()}
            send_letter(
                template="deletion_requested", to=person.email, facts=facts, key=f"deletion {deletion.pk} requested"
            )
            end_all_sessions(user_id=person_id)
            end_programs(user_id=person_id, now=now)
            revoke_all(user_id=person_id, because=Because.ENDED, now=now)
            endings.end_person_later(user_id=person_id)
        return deletion


def take_deletion_back(*, person_id: int, now: datetime) -> None:
    """The account stays; raises `NothingToTakeBack`."""
    with transaction.atomic():
        person = User.objects.select_for_update(no_key=True).get(pk=person_id)
        waiting = AccountDeletion.objects.filter(person=person, state=State.WAITING)
        if not waiting.update(state=State.TAKEN_BACK, ended_at=now):
            raise NothingToTakeBack
        note_activity(user_id=person_id, kind="deletion_taken_back", facts={}, now=now)


def waiting_deletion(person_id: int) -> AccountDeletion | None:
    """The deletion that waits for its day."""
    return AccountDeletion.objects.filter(person_id=person_id, state=State.WAITING).first()
