"""Writing the audit trail: in the same transaction as what it tells."""

from datetime import datetime
from typing import Any

import structlog
from django.db import transaction

from project.accounts.audit.models import StaffAction

log = structlog.get_logger()


def record(*, staff_id: int, action: str, target: str, facts: dict[str, Any], now: datetime) -> StaffAction:
    """Note what this member of staff does to `target` (`usr_…`); `facts` say what changed and why, and no secret."""
    entry = StaffAction.objects.create(staff_id=staff_id, action=action, target=target, facts=facts, at=now)
    told = {"staff": staff_id, "action": action, "target": target, "entry": entry.public_id}
    transaction.on_commit(lambda: log.info("staff_action", **told))
    return entry
