"""What the chat forgets by itself: links that lead nowhere, address bans that are over, addresses of guests."""

from datetime import datetime

from realtime.chat.actions.moderate import ADDRESS_BAN
from realtime.chat.models import AddressBan, Invitation, Member


def forget_expired(*, now: datetime) -> None:
    """Delete what is over. A guest's address is known for as long as a ban by it would last."""
    Invitation.objects.filter(expires_at__lte=now).delete()
    AddressBan.objects.filter(until__lte=now).delete()
    old = Member.objects.exclude(address_digest="").filter(last_sent_at__lte=now - ADDRESS_BAN)
    old.update(address_digest="")
