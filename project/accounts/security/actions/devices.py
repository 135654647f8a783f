"""Devices: a browser that has been here is known by its cookie, and may be trusted for a while.

What the cookie holds is only chance; whether it is trusted stands in a row, so that each can be revoked singly.
"""

from datetime import datetime, timedelta

from django.db import transaction

from project.accounts.models import User
from project.accounts.security.clients import Client
from project.accounts.security.models import KnownDevice
from project.accounts.security.telling import note, write
from project.base import keys
from project.base.errors import NotFound

PREFIX = "dev"
TRUSTED_FOR = timedelta(days=14)
# Browsers keep no cookie for longer.
COOKIE_LIFE = timedelta(days=400)
FORGOTTEN_AFTER = COOKIE_LIFE


def new_token() -> str:
    """What a browser's cookie holds."""
    return keys.new_key(PREFIX)


def is_token(text: str) -> bool:
    """Whether this can be one of ours."""
    return keys.is_well_formed(text, prefix=PREFIX)


def meet_device(*, user: User, token: str, client: Client, now: datetime) -> KnownDevice:
    """Note that somebody signed in here; of a browser that is new to them they are told by letter.

    Not of the very first one: that is where they registered.
    """
    with transaction.atomic():
        User.objects.select_for_update().get(pk=user.pk)
        device = find_device(user=user, token=token)
        if device is not None:
            device.last_seen_at, device.user_agent = now, client.user_agent
            device.save(update_fields=["last_seen_at", "user_agent"])
            return device
        is_first = not KnownDevice.objects.filter(user=user).exists()
        device = KnownDevice.objects.create(
            user=user, digest=keys.digest(token), user_agent=client.user_agent, first_seen_at=now, last_seen_at=now
        )
        if not is_first:
            note(user, "new_device", client, now)
            write(user, "new_device", client, now, once=device.public_id)
        return device


def find_device(*, user: User, token: str) -> KnownDevice | None:
    """The device of this cookie, as this person's; None for a browser that they have not used."""
    if not is_token(token):
        return None
    return KnownDevice.objects.filter(user=user, digest__in=keys.digests(token)).first()


def is_trusted(*, user: User, token: str, now: datetime) -> bool:
    """Whether this person is asked for no second factor here."""
    device = find_device(user=user, token=token)
    return device is not None and device.trusted_until is not None and device.trusted_until > now


def trust_device(*, device: KnownDevice, client: Client, now: datetime) -> None:
    """Ask for no second factor here for 14 days, or until something about the factors changes."""
    device.trusted_at, device.trusted_until = now, now + TRUSTED_FOR
    device.save(update_fields=["trusted_at", "trusted_until"])
    note(device.user, "device_trusted", client, now)


def distrust_device(*, user: User, public_id: str, client: Client, now: datetime) -> None:
    """Ask for the second factor there again. Raises `NotFound` for another's."""
    with transaction.atomic():
        mine = KnownDevice.objects.filter(user=user, public_id=public_id)
        if not mine.update(trusted_at=None, trusted_until=None):
            raise NotFound
        note(user, "device_forgotten", client, now)


def distrust_all(*, user: User) -> None:
    """Withdraw all trust: what it stood on has changed."""
    KnownDevice.objects.filter(user=user, trusted_until__isnull=False).update(trusted_at=None, trusted_until=None)


def forget_old_devices(*, now: datetime) -> int:
    """Delete those whose cookie must have ended. Returns how many."""
    return KnownDevice.objects.filter(last_seen_at__lt=now - FORGOTTEN_AFTER).delete()[0]
