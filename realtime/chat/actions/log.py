"""The moderation log: who did what to whom and why, only ever added to."""

from datetime import datetime

from realtime.chat.access import Standing
from realtime.chat.models import Message, ModerationEntry


def keep_entry(
    standing: Standing,
    action: str,
    *,
    now: datetime,
    whom: int | None = None,
    message: Message | None = None,
    reason: str = "",
    excerpt: str = "",
) -> None:
    """Add to the log what this moderator does, in the transaction that does it."""
    ModerationEntry.objects.create(
        room=standing.room,
        actor_id=standing.visitor.person_id,
        action=action,
        whom_id=whom,
        message=message,
        reason=reason,
        excerpt=excerpt,
        at=now,
    )
