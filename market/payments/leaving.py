"""What payments hold of a person: who asked for a refund, and disputes that must be over before they go."""

from datetime import datetime

from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from market.payments.models import Dispute, Refund, RefundState
from project.accounts.merging import register_merge
from project.accounts.profiles.deletion.registry import register_blocker, register_erasure
from project.accounts.profiles.exports.registry import leave_out

UNDER_WAY = (RefundState.CREATED, RefundState.SUBMITTING, RefundState.PENDING)


def register() -> None:
    """Tell the registries; called when Django is ready."""
    register_merge("payments", covers=["payments.Refund.asked_by"], merge=merge)
    leave_out(["payments.Refund"], because="is told with the order that it gives back a part of")
    register_erasure("payments", erase=erase, gone="", kept=_("Payments and refunds of your orders, as the law wants."))
    register_blocker("payments", blocker)


def merge(guest: int, member: int, now: datetime) -> None:
    """Guests ask for no refunds; should one have, it was the member."""
    Refund.objects.filter(asked_by_id=guest).update(asked_by_id=member)


def erase(person_id: int, now: datetime) -> None:
    """Who asked is not kept."""
    Refund.objects.filter(asked_by_id=person_id).update(asked_by=None)


def blocker(person_id: int) -> Promise | None:
    """A refund or dispute that is not over holds whoever bought or sold."""
    buys, sells = Q(payment__order__buyer_id=person_id), Q(payment__order__lines__seller_id=person_id)
    if Refund.objects.filter(buys | sells, state__in=UNDER_WAY).exists():
        return _("A refund is on its way: wait until it has arrived.")
    if Dispute.objects.filter(buys | sells, closed_at=None).exists():
        return _("A bank is deciding about a payment: wait for its answer.")
    return None
