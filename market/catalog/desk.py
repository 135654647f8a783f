"""What staff reads: which submissions wait, what was decided, and one of them with all that it is about."""

from django.db.models import QuerySet

from market.catalog.models import Change, ChangeState
from project.base.errors import NotFound


def waiting_changes() -> QuerySet[Change]:
    """What staff has to decide, the longest waiting first."""
    return _changes().filter(state=ChangeState.SUBMITTED).order_by("submitted_at", "pk")


def decided_changes() -> QuerySet[Change]:
    """What was decided or is with its seller again, the newest first."""
    answered = (ChangeState.APPROVED, ChangeState.DECLINED, ChangeState.REQUIRES_CHANGES)
    return _changes().filter(state__in=answered).order_by("-submitted_at", "-pk")


def find_change(public_id: str) -> Change:
    """A change by its public id, for staff. Raises `NotFound`."""
    change = _changes().filter(public_id=public_id).first()
    if change is None:
        raise NotFound
    return change


def _changes() -> QuerySet[Change]:
    changes = Change.objects.filter(product__deleted_at=None)
    return changes.select_related("product__seller", "product__category", "decided_by")
