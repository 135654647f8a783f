"""Handles: names of which there is one each, changed seldom; the one before leads to its person for a while."""

import re
import unicodedata
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from project.accounts.profiles.models import FormerHandle, Profile
from project.accounts.profiles.models.profile import HANDLE
from project.accounts.profiles.names import is_reserved, shape_of
from project.accounts.profiles.refusals import NotValid

PAUSE = timedelta(days=30)
LEADS_ON = timedelta(days=90)
TAKEN = _("This handle, or one that looks like it, is taken.")


def clean_handle(given: str) -> str | None:
    """The handle as it is kept; None for nothing. Raises `NotValid`."""
    handle = unicodedata.normalize("NFKC", given).strip().removeprefix("@").lower()
    if not handle:
        return None
    if not re.fullmatch(HANDLE, handle):
        raise NotValid(handle=_("A handle has 3 to 30 letters a–z, digits or underscores."))
    if is_reserved(handle):
        raise NotValid(handle=_("This handle is kept for the house."))
    return handle


def take_handle(profile: Profile, handle: str | None, *, now: datetime) -> None:
    """Give a locked profile this clean handle, or none, and save it; raises `NotValid`."""
    if handle == profile.handle:
        return
    _refuse_too_soon(profile, now)
    shape = shape_of(handle) if handle else None
    FormerHandle.objects.filter(until__lte=now, shape__in=[shape, shape_of(profile.handle or "")]).delete()
    FormerHandle.objects.filter(profile=profile, shape=shape).delete()
    if FormerHandle.objects.filter(shape=shape).exists():
        raise NotValid(handle=TAKEN)
    _keep_former(profile, now)
    profile.handle, profile.handle_shape, profile.handle_changed_at = handle, shape, now
    try:
        with transaction.atomic():
            profile.save(update_fields=["handle", "handle_shape", "handle_changed_at"])
    except IntegrityError as error:
        raise NotValid(handle=TAKEN) from error


def find_former(handle: str, *, now: datetime) -> Profile | None:
    """Whose this handle was until lately."""
    former = FormerHandle.objects.filter(handle=handle, until__gt=now).select_related("profile__person").first()
    return former.profile if former else None


def forget_former_handles(*, now: datetime) -> int:
    """Set free what has led on for long enough. Returns how many."""
    return FormerHandle.objects.filter(until__lte=now).delete()[0]


def _refuse_too_soon(profile: Profile, now: datetime) -> None:
    changed = profile.handle_changed_at
    if changed is not None and now < changed + PAUSE:
        day = date_format(changed + PAUSE, "DATE_FORMAT")
        raise NotValid(handle=_("You can change your handle again on %(day)s.") % {"day": day})


def _keep_former(profile: Profile, now: datetime) -> None:
    if profile.handle is not None and profile.handle_shape is not None:
        kept = {"handle": profile.handle, "profile": profile, "until": now + LEADS_ON}
        FormerHandle.objects.update_or_create(shape=profile.handle_shape, defaults=kept)
