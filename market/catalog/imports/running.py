"""Working an import off: one worker at a time under a lease, a product a transaction; who takes over goes on."""

import time
from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import groupby
from typing import Any

import structlog
from django.db import transaction
from django.db.models import Count, F, Q, QuerySet
from django.utils import translation

from market.catalog.events import import_changed
from market.catalog.imports.columns import column_of
from market.catalog.imports.rows import Outcome, put_rows
from market.catalog.models import ImportRow, ImportRun, ImportState, RowResult
from project.accounts.profiles.activity import note_activity
from project.base import clock
from project.base.errors import Refusal
from realtime.publish import publish

log = structlog.get_logger(__name__)
LEASE = timedelta(minutes=2)
MOST_TRIES = 5
WAIT = timedelta(minutes=1)
KEPT = timedelta(days=30)
# Progress is told about twice a second.
TOLD_EVERY = 0.5
AT_ONCE = 100
UNFINISHED = (ImportState.WAITING, ImportState.RUNNING)


class _RolledBack(Exception):
    """A dry run ends each product so."""


def run_import(run_id: str) -> bool:
    """Work an import off if it is due and nobody else does; False when there is nothing to do."""
    run = _take(run_id, now=clock.now())
    if run is None:
        return False
    try:
        _work(run)
    except Exception as error:
        log.exception("import_broken", run=run.public_id)
        _put_off(run, error)
        return False
    _end(run)
    return True


def due_imports(*, now: datetime) -> list[str]:
    """Imports whose time has come, and those whose worker was lost."""
    return list(_waiting(now).order_by("due_at").values_list("public_id", flat=True)[:AT_ONCE])


def forget_old_imports(*, now: datetime) -> int:
    """Delete imports that ended a month ago, with their rows. Returns how many rows of either."""
    return ImportRun.objects.filter(created_at__lt=now - KEPT).exclude(state__in=UNFINISHED).delete()[0]


def _waiting(now: datetime) -> QuerySet[ImportRun]:
    unleased = Q(leased_until=None) | Q(leased_until__lte=now)
    return ImportRun.objects.filter(unleased, state__in=UNFINISHED, due_at__lte=now)


def _take(run_id: str, *, now: datetime) -> ImportRun | None:
    mine = _waiting(now).filter(public_id=run_id)
    if not mine.update(state=ImportState.RUNNING, leased_until=now + LEASE, tries=F("tries") + 1):
        return None
    return ImportRun.objects.get(public_id=run_id)


def _work(run: ImportRun) -> None:
    told_at = 0.0
    rows = list(run.rows.filter(result=RowResult.WAITING).order_by("key", "number"))
    # What people typed is read the same way whichever worker reads it.
    with translation.override("en"):
        for key, group in groupby(rows, key=lambda row: row.key):
            _work_group(run, key, list(group))
            if time.monotonic() - told_at > TOLD_EVERY:
                told_at = time.monotonic()
                if not _tell(run):
                    return


def _work_group(run: ImportRun, key: str, group: list[ImportRow]) -> None:
    cells = [row.cells for row in group]
    try:
        with transaction.atomic():
            outcome = put_rows(seller_id=run.seller_id, key=key, rows=cells, now=clock.now())
            _note(group, outcome, is_dry=run.is_dry)
            if run.is_dry:
                raise _RolledBack
    except _RolledBack:
        _note(group, outcome, is_dry=True)
    except Refusal as refusal:
        _refuse(group, refusal)


def _note(group: Sequence[ImportRow], outcome: Outcome, *, is_dry: bool) -> None:
    product = None if is_dry and outcome.result == RowResult.CREATED else outcome.product
    rows = ImportRow.objects.filter(pk__in=[row.pk for row in group])
    rows.update(result=outcome.result, product_id=product.pk if product else None)


def _refuse(group: Sequence[ImportRow], refusal: Refusal) -> None:
    """Say in the row that a field stands in why it was refused; the others of a product are refused along."""
    problems: list[dict[str, str]] = [{} for _row in group]
    fields = refusal.extra if isinstance(refusal.extra, dict) and refusal.status == 422 else {}
    for field, words in fields.items():
        place, name = _placed(field, len(group))
        problems[place][column_of(name)] = str(words)
    if not fields:
        problems[0]["id"] = str(refusal)
    for row, found in zip(group, problems, strict=True):
        row.result, row.problems = RowResult.REFUSED, found
    ImportRow.objects.bulk_update(group, ["result", "problems"])


def _placed(field: str, rows: int) -> tuple[int, str]:
    parts = field.split(".", 2)
    if parts[0] == "tiers" and len(parts) == 3 and parts[1].isdigit():
        return min(int(parts[1]), rows - 1), parts[2]
    return 0, field


def counts_of(run: ImportRun) -> dict[str, Any]:
    """The rows of a run by what came of them."""
    found = dict(run.rows.order_by().values_list("result").annotate(Count("pk")))
    return {result: found.get(result, 0) for result in RowResult.values if result != RowResult.WAITING}


def _tell(run: ImportRun) -> bool:
    """Tell how far it came, and hold the lease; False when somebody else has it."""
    with transaction.atomic():
        mine = ImportRun.objects.filter(pk=run.pk, leased_until=run.leased_until, state=ImportState.RUNNING)
        lease = clock.now() + LEASE
        if not mine.update(counts=counts_of(run), leased_until=lease):
            return False
        run.leased_until = lease
        publish(import_changed(run))
    return True


def _end(run: ImportRun) -> None:
    with transaction.atomic():
        if run.rows.filter(result=RowResult.WAITING).exists():
            return
        mine = ImportRun.objects.filter(pk=run.pk, leased_until=run.leased_until, state=ImportState.RUNNING)
        now = clock.now()
        ended = {"state": ImportState.DONE, "ended_at": now, "leased_until": None}
        if not mine.update(**ended, counts=counts_of(run)):
            return
        if not run.is_dry:
            note_activity(user_id=run.seller_id, kind="products_imported", facts={"name": run.name}, now=now)
        publish(import_changed(run))


def _put_off(run: ImportRun, error: Exception) -> None:
    with transaction.atomic():
        given_up = run.tries >= MOST_TRIES
        state = ImportState.FAILED if given_up else ImportState.WAITING
        mine = ImportRun.objects.filter(pk=run.pk, leased_until=run.leased_until)
        if mine.update(state=state, leased_until=None, due_at=clock.now() + WAIT, counts=counts_of(run)):
            publish(import_changed(run))
