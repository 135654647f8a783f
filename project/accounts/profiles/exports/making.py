"""Making an export: a row under a lease, part by part; whoever takes it over after a crash begins again."""

import json
import secrets
import tempfile
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import IO, Any
from zipfile import ZIP_DEFLATED, ZipFile

import structlog
from django.core.files.base import File
from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from django.db.models import F, Q

from project.accounts.profiles.exports.registry import Part, parts
from project.accounts.profiles.models import DataExport
from project.accounts.profiles.models.wishes import Channel
from project.accounts.profiles.notifications import wants
from project.base import clock
from project.base.storage import new_name, private_files
from project.mail.actions import send_letter

log = structlog.get_logger(__name__)
LEASE = timedelta(minutes=5)
KEPT = timedelta(days=7)
MOST_TRIES = 3
FOLDER = "exports"
State = DataExport.State


class LeaseLost(Exception):
    """Somebody else has taken the work over."""


def make_export(*, export_pk: int, now: datetime) -> bool:
    """Make an export that is due; False when it is done, failed, or in other hands."""
    lease = secrets.token_hex(16)
    if not _take(export_pk, lease, now):
        return False
    export = DataExport.objects.select_related("person").get(pk=export_pk)
    if export.attempts > MOST_TRIES:
        _mine(export_pk, lease).update(state=State.FAILED, lease="")
        return False
    path = new_name(FOLDER)
    try:
        with tempfile.TemporaryFile() as file:
            _write(file, export, lease)
            size = file.tell()
            file.seek(0)
            private_files().save(path, File(file))
        _finish(export, lease, path, size)
    except LeaseLost:
        private_files().delete(path)
        return False
    return True


def due_exports(*, now: datetime) -> list[int]:
    """The exports that nobody is making."""
    due = Q(state=State.REQUESTED) | Q(state=State.RUNNING, leased_until__lt=now)
    return list(DataExport.objects.filter(due).values_list("pk", flat=True))


def expire_exports(*, now: datetime) -> int:
    """Delete the files of exports that are over. Returns how many."""
    over = list(DataExport.objects.filter(state=State.READY, expires_at__lte=now))
    for export in over:
        private_files().delete(export.path)
        DataExport.objects.filter(pk=export.pk).update(state=State.EXPIRED, path="")
    return len(over)


def _take(export_pk: int, lease: str, now: datetime) -> bool:
    due = Q(state=State.REQUESTED) | Q(state=State.RUNNING, leased_until__lt=now)
    taken = DataExport.objects.filter(due, pk=export_pk).update(
        state=State.RUNNING, lease=lease, leased_until=now + LEASE, attempts=F("attempts") + 1, done_parts=0
    )
    return bool(taken)


def _mine(export_pk: int, lease: str) -> Any:
    return DataExport.objects.filter(pk=export_pk, lease=lease, state=State.RUNNING)


def _write(file: IO[bytes], export: DataExport, lease: str) -> None:
    all_parts = parts()
    with ZipFile(file, "w", ZIP_DEFLATED) as archive:
        for done, part in enumerate(all_parts):
            # Seen on the page while it is made; and the lease lasts as long as parts come.
            told = {"done_parts": done, "all_parts": len(all_parts), "leased_until": clock.now() + LEASE}
            if not _mine(export.pk, lease).update(**told):
                raise LeaseLost
            _write_part(archive, part, export.person_id)


def _write_part(archive: ZipFile, part: Part, person_id: int) -> None:
    with archive.open(f"{part.name}.json", "w", force_zip64=True) as entry:
        for piece in _as_json(part.rows(person_id)):
            entry.write(piece.encode())
    for name, path in part.files(person_id) if part.files else ():
        try:
            with private_files().open(path) as source, archive.open(f"{part.name}/{name}", "w") as entry:
                for chunk in source.chunks():
                    entry.write(chunk)
        except FileNotFoundError:
            # Taken back while this was made.
            log.info("export_file_gone", part=part.name)


def _as_json(rows: Any) -> Iterator[str]:
    """A list, row by row, so that no export has to fit into memory."""
    yield "["
    for number, row in enumerate(rows):
        told = json.dumps(row, cls=DjangoJSONEncoder, ensure_ascii=False, indent=1)
        yield f"{',' if number else ''}\n{told}"
    yield "\n]\n"


def _finish(export: DataExport, lease: str, path: str, size: int) -> None:
    now = clock.now()
    with transaction.atomic():
        ready = {"state": State.READY, "path": path, "bytes": size, "ready_at": now, "expires_at": now + KEPT}
        if not _mine(export.pk, lease).update(**ready, done_parts=len(parts()), lease="", leased_until=None):
            raise LeaseLost
        if export.person.email and wants(export.person_id, "account", Channel.MAIL):
            facts = {"name": str(export.person), "until": (now + KEPT).date().isoformat()}
            send_letter(template="export_ready", to=export.person.email, facts=facts, key=f"export {export.public_id}")
