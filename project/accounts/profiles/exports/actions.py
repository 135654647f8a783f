"""Asking for a copy of one's data, and being given it: by a link that is good for five minutes and for one person."""

from datetime import datetime, timedelta

from django.core import signing
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from project.accounts.models import User
from project.accounts.profiles.activity import note_activity
from project.accounts.profiles.models import DataExport
from project.accounts.profiles.tasks import make_export_later
from project.base.errors import NotFound, Refusal

PAUSE = timedelta(days=1)
LINK_SECONDS = 300
SALT = "project.accounts.profiles.exports"
COUNTED = (DataExport.State.REQUESTED, DataExport.State.RUNNING, DataExport.State.READY, DataExport.State.EXPIRED)


class ExportedToday(Refusal):
    """One a day; one that failed does not count."""

    status = 429
    message = _("You have asked for an export within the last day. Ask again tomorrow.")


class UnknownExport(NotFound):
    """No such export, not theirs, or none that can be read now."""

    message = _("There is no such export.")


class LinkIsOver(Refusal):
    """The link is older than five minutes, or somebody else's."""

    status = 403
    message = _("This link is no longer good. Ask for the download again.")


def request_export(*, person_id: int, now: datetime) -> DataExport:
    """Have a copy made; raises `ExportedToday`."""
    try:
        with transaction.atomic():
            # One after the other, or two tabs at once would both be the first of the day.
            User.objects.select_for_update().get(pk=person_id)
            own = DataExport.objects.filter(person_id=person_id, state__in=COUNTED)
            if own.filter(requested_at__gt=now - PAUSE).exists():
                raise ExportedToday
            export = DataExport.objects.create(person_id=person_id, requested_at=now)
            note_activity(user_id=person_id, kind="export_requested", facts={}, now=now)
            make_export_later(export.pk)
    except IntegrityError as error:
        raise ExportedToday from error
    return export


def next_export_at(person_id: int) -> datetime | None:
    """From when on another one can be asked for; None where that was always so."""
    last = DataExport.objects.filter(person_id=person_id, state__in=COUNTED).order_by("-requested_at").first()
    return last.requested_at + PAUSE if last else None


def exports_of(person_id: int) -> list[DataExport]:
    """The latest exports of a person."""
    return list(DataExport.objects.filter(person_id=person_id)[:5])


def sign_download(*, person_id: int, export_id: str, now: datetime) -> str:
    """The key of a link to a ready export of this person; raises `UnknownExport`."""
    _ready(person_id, export_id, now)
    return signing.dumps({"person": person_id, "export": export_id}, salt=SALT)


def open_download(*, person_id: int, export_id: str, key: str, address: str, now: datetime) -> DataExport:
    """Count one download; raises `UnknownExport` and `LinkIsOver`."""
    export = _ready(person_id, export_id, now)
    try:
        bound = signing.loads(key, salt=SALT, max_age=LINK_SECONDS)
    except signing.BadSignature as error:
        raise LinkIsOver from error
    if bound != {"person": person_id, "export": export_id}:
        raise LinkIsOver
    with transaction.atomic():
        DataExport.objects.filter(pk=export.pk).update(downloads=F("downloads") + 1)
        note_activity(user_id=person_id, kind="export_downloaded", facts={"address": address}, now=now)
    return export


def _ready(person_id: int, export_id: str, now: datetime) -> DataExport:
    own = DataExport.objects.filter(person_id=person_id, public_id=export_id, state=DataExport.State.READY)
    export = own.filter(expires_at__gt=now).first()
    if export is None:
        raise UnknownExport
    return export
