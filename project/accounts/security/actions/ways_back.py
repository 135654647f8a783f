"""The way back for who lost every factor: three days in which the owner can object, then the factors go.

Staff is let back by another admin, who has seen them: a mailbox alone must not open the desk.
"""

import base64
from datetime import datetime, timedelta

import structlog
from allauth.mfa.models import Authenticator
from django.db import transaction
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from project.accounts.audit.actions import record
from project.accounts.models import User
from project.accounts.roles.names import Role
from project.accounts.security.actions.devices import distrust_all
from project.accounts.security.actions.sessions import end_other_sessions
from project.accounts.security.clients import Client
from project.accounts.security.models import FactorReset
from project.accounts.security.policy import GRACE
from project.accounts.security.telling import moment, note, notice, write
from project.base import keys, limits
from project.base.errors import Forbidden, NotFound, Refusal

log = structlog.get_logger()
WAIT = timedelta(hours=72)
WARNED_BEFORE = timedelta(hours=24)
ASKED, CANCELLED, DONE = FactorReset.State.ASKED, FactorReset.State.CANCELLED, FactorReset.State.DONE
NOBODY = Client()


class StaffAskAnAdmin(Forbidden):
    """Whose work is done behind a factor is let back by somebody who knows them."""

    message = _("Ask another admin: they can take your factors away once they have made sure that it is you.")


class NotYourOwnFactors(Forbidden):
    """Nobody passes their own factor by."""

    message = _("Somebody else has to do this for you.")


class NoSuchWayBack(Refusal):
    """No open request has this code."""

    status = 422
    message = _("This code calls nothing off: it is mistyped, or all is settled already.")


def ask_way_back(*, user: User, client: Client, now: datetime) -> FactorReset:
    """Have all factors of this person taken away in three days; asking again changes nothing.

    Ask only for who has just shown the first factor. Raises `StaffAskAnAdmin`, `NotFound` without a factor.
    """
    with transaction.atomic():
        owner = User.objects.select_for_update().get(pk=user.pk)
        if any(role in owner.roles for role in GRACE):
            raise StaffAskAnAdmin
        if not Authenticator.objects.filter(user=owner).exists():
            raise NotFound
        standing = open_way_back(owner)
        if standing is not None:
            return standing
        asked = FactorReset(user=owner, asked_at=now, due_at=now + WAIT)
        asked.code_digest = keys.digest(_code(asked))
        asked.save()
        note(owner, "way_back_asked", client, now)
        _write(asked, client, now, soon=False)
        return asked


def open_way_back(user: User) -> FactorReset | None:
    """What is under way for this person."""
    return FactorReset.objects.filter(user=user, state=ASKED).first()


def cancel_way_back(*, user: User, client: Client, now: datetime) -> bool:
    """Call it off, for who is signed in with everything. Returns whether there was anything to call off."""
    with transaction.atomic():
        asked = FactorReset.objects.select_for_update().filter(user=user, state=ASKED).first()
        if asked is None:
            return False
        _end(asked, CANCELLED, now)
        notice(user, "way_back_cancelled", client, now)
        return True


def cancel_by_code(*, code: str, client: Client, now: datetime) -> None:
    """Call it off with the code of the letter. Raises `NoSuchWayBack`, `TooManyTries`, `LimitsAway`."""
    limits.ask("codes", client.address)
    typed = "".join(code.upper().replace("-", "").split())
    with transaction.atomic():
        asked = FactorReset.objects.select_for_update().filter(code_digest__in=keys.digests(typed), state=ASKED).first()
        if asked is None:
            raise NoSuchWayBack
        _end(asked, CANCELLED, now)
        notice(asked.user, "way_back_cancelled", client, now)


def warn_of_ways_back(*, now: datetime) -> int:
    """Write once more a day before. Returns how many letters."""
    with transaction.atomic():
        due = FactorReset.objects.filter(state=ASKED, warned_at__isnull=True, due_at__lte=now + WARNED_BEFORE)
        found = list(due.select_for_update(skip_locked=True, of=("self",)).select_related("user"))
        for asked in found:
            # Made anew: the site's secret may have changed since.
            asked.warned_at, asked.code_digest = now, keys.digest(_code(asked))
            asked.save(update_fields=["warned_at", "code_digest"])
            _write(asked, NOBODY, now, soon=True)
        return len(found)


def carry_out_ways_back(*, now: datetime) -> int:
    """Take away the factors of whom nobody objected for. Returns how many people."""
    # A warning must have gone a day before, also where no worker ran meanwhile.
    due = FactorReset.objects.filter(state=ASKED, due_at__lte=now, warned_at__lte=now - WARNED_BEFORE)
    done = 0
    for pk in due.values_list("pk", flat=True):
        done += _carry_out(pk, now)
    return done


def reset_factors(*, person: User, by: User, reason: str, now: datetime) -> None:
    """An admin takes all factors of somebody away who has proven otherwise that it is them.

    Raises `NotYourOwnFactors`, `Forbidden` for who is no admin, `NotFound` where there is no factor.
    """
    with transaction.atomic():
        people = {
            row.pk: row for row in User.objects.select_for_update().filter(pk__in=[person.pk, by.pk]).order_by("pk")
        }
        if person.pk == by.pk:
            raise NotYourOwnFactors
        if Role.ADMIN not in people[by.pk].roles or not people[by.pk].is_active:
            raise Forbidden
        if not Authenticator.objects.filter(user=person).exists():
            raise NotFound
        _let_back(person, now)
        record(staff_id=by.pk, action="reset_factors", target=person.public_id, facts={"reason": reason}, now=now)


def reset_factors_by_hand(*, person: User, now: datetime) -> None:
    """Whoever has the machine lets an admin back whom no other can. Raises `NotFound` where there is no factor."""
    with transaction.atomic():
        User.objects.select_for_update().get(pk=person.pk)
        if not Authenticator.objects.filter(user=person).exists():
            raise NotFound
        _let_back(person, now)
    log.warning("factors_reset_by_hand", person=person.public_id)


def _let_back(person: User, now: datetime) -> None:
    if (asked := open_way_back(person)) is not None:
        _end(asked, DONE, now)
    _take_away(person, now)
    notice(person, "factor_reset", NOBODY, now)


def _carry_out(pk: int, now: datetime) -> bool:
    with transaction.atomic():
        locked = FactorReset.objects.select_for_update(skip_locked=True, of=("self",)).select_related("user")
        asked = locked.filter(pk=pk, state=ASKED).first()
        if asked is None:
            return False
        if any(role in asked.user.roles for role in GRACE):
            # They came to work here meanwhile.
            _end(asked, CANCELLED, now)
            return False
        _end(asked, DONE, now)
        _take_away(asked.user, now)
        notice(asked.user, "way_back_done", NOBODY, now)
        return True


def _take_away(user: User, now: datetime) -> None:
    Authenticator.objects.filter(user=user).delete()
    distrust_all(user=user)
    end_other_sessions(user=user, kept_key=None, client=NOBODY, now=now)


def _end(asked: FactorReset, state: FactorReset.State, now: datetime) -> None:
    asked.state, asked.ended_at = state, now
    asked.save(update_fields=["state", "ended_at"])


def _write(asked: FactorReset, client: Client, now: datetime, *, soon: bool) -> None:
    code = _code(asked)
    told = "-".join(code[start : start + 4] for start in range(0, len(code), 4))
    due = moment(asked.user, asked.due_at)
    once = f"{asked.public_id}:{'soon' if soon else 'asked'}"
    write(asked.user, "way_back", client, now, once=once, code=told, due=due, soon=soon)


def _code(asked: FactorReset) -> str:
    # Derived, so that the second letter can say the same again: 80 bits that only call something off.
    digest = salted_hmac("security.way_back", asked.public_id, algorithm="sha256").digest()
    return base64.b32encode(digest[:10]).decode()
