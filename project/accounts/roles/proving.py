"""Proving things of a person: by staff who looked, or by a file on a website that only its owner can put there."""

import re
from datetime import datetime

from django.db import transaction
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext_lazy as _

from project.accounts.audit.actions import record
from project.accounts.models import User
from project.accounts.roles import news
from project.accounts.roles.applying import lock_person
from project.accounts.roles.models import Verification
from project.accounts.roles.names import STAFF
from project.base import limits, outgoing
from project.base.errors import Forbidden, NotFound, Refusal
from project.base.visible import visible_line

PLACE = "/.well-known/rialto.txt"
DOMAIN = re.compile(r"(?=.{4,80}\Z)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]")
MOST_PROOFS = 10
What = Verification.What


class NotYourOwnProof(Forbidden):
    """Nobody vouches for themselves."""

    message = _("Somebody else has to vouch for you.")


class NotADomain(Refusal):
    """The name of a website, without anything around it."""

    status = 422
    message = _("Give the name of a website, as in example.org.")


class DomainNotProven(Refusal):
    """The website does not say that it is theirs; `said` tells what happened there."""

    status = 422
    message = _("The line is not there yet.")


class TooManyProofs(Refusal):
    """A badge has an end."""

    message = _("Take one away first: there are as many as a badge can show.")


def code_of(person: User, domain: str) -> str:
    """The line that proves a website to be this person's: for them and for this name alone, and always the same."""
    digest = salted_hmac("roles.domain", f"{person.public_id} {domain}", algorithm="sha256").hexdigest()
    return f"rialto-verification={digest[:40]}"


def read_domain(text: str) -> str:
    """The bare name of a website. Raises `NotADomain`."""
    domain = text.strip().lower().removeprefix("https://").rstrip("/")
    if not DOMAIN.fullmatch(domain):
        raise NotADomain
    return domain


def prove_domain(*, person_id: int, domain: str, now: datetime) -> Verification:
    """Look for the line at the website, outside of any transaction, and keep that it is there.

    Raises `NotADomain`, `DomainNotProven(said)`, `AddressRefused`, `TooManyTries`, `TooManyProofs`, `NotFound`.
    """
    name = read_domain(domain)
    person = User.objects.filter(pk=person_id, is_active=True, is_guest=False).first()
    if person is None:
        raise NotFound
    limits.ask("proofs", str(person_id))
    try:
        answer = outgoing.get(f"https://{name}{PLACE}")
    except outgoing.NoAnswer as silence:
        raise DomainNotProven(said=str(silence)) from silence
    lines = answer.body.split() if answer.status == 200 else []
    if not any(constant_time_compare(line, code_of(person, name)) for line in lines):
        raise DomainNotProven(said=str(answer.status))
    return _keep(person_id, What.DOMAIN, name, by_id=None, now=now)


def vouch_for(*, person_id: int, what: Verification.What, shown_as: str, by_id: int, now: datetime) -> Verification:
    """Staff has looked at something of a person. Raises `NotYourOwnProof`, `NotFound` for who is not staff."""
    _require_staff(by_id)
    if person_id == by_id:
        raise NotYourOwnProof
    with transaction.atomic():
        proof = _keep(person_id, what, visible_line(shown_as)[:80], by_id=by_id, now=now)
        said = {"what": what, "shown_as": proof.shown_as}
        record(staff_id=by_id, action="proof_given", target=proof.person.public_id, facts=said, now=now)
        return proof


def revoke_proof(*, proof_id: str, by_id: int, reason: str, now: datetime) -> None:
    """Take a proof back: its person may, and staff. Raises `NotFound`; one that is gone stays so."""
    with transaction.atomic():
        proof = Verification.objects.filter(public_id=proof_id, revoked_at=None).select_related("person").first()
        if proof is None:
            raise NotFound
        lock_person(proof.person_id)
        if proof.person_id != by_id:
            _require_staff(by_id)
            said = {"what": proof.what, "shown_as": proof.shown_as, "reason": reason}
            record(staff_id=by_id, action="proof_taken", target=proof.person.public_id, facts=said, now=now)
        Verification.objects.filter(pk=proof.pk).update(revoked_at=now)
        news.tell(proof.person_id, now=now)


def _keep(person_id: int, what: Verification.What, shown_as: str, *, by_id: int | None, now: datetime) -> Verification:
    with transaction.atomic():
        person = lock_person(person_id)
        standing = Verification.objects.filter(person=person, revoked_at=None)
        found = standing.filter(what=what, shown_as=shown_as).first()
        if found is not None:
            return found
        if standing.count() >= MOST_PROOFS:
            raise TooManyProofs
        proof = Verification.objects.create(person=person, what=what, shown_as=shown_as, at=now, by_id=by_id)
        news.tell(person.pk, now=now)
        return proof


def _require_staff(person_id: int) -> None:
    staff = User.objects.filter(pk=person_id, is_active=True, roles__overlap=list(STAFF))
    if not staff.exists():
        raise NotFound
