"""Taking a table in: it is read at once, and worked off by the worker."""

from datetime import datetime
from pathlib import PurePath

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from market.catalog.events import import_changed
from market.catalog.imports.reading import read_table
from market.catalog.locking import ask_seller
from market.catalog.models import ImportRow, ImportRun
from market.catalog.tasks import run_later
from project.accounts.models import User
from project.base.errors import NotFound, Refusal
from project.base.visible import visible_line
from realtime.publish import publish

LONGEST_NAME = 120
MOST_AT_ONCE = 3


class ImportsUnderWay(Refusal):
    """As many as one seller may have waiting."""

    message = _("Wait until your other imports are done.")


def start_import(*, seller_id: int, name: str, content: bytes, is_dry: bool, now: datetime) -> ImportRun:
    """Read a table and have it worked off; a dry run tells what would come of it.

    Raises `NotASeller`, `TableNotReadable(columns)`, `TableTooLarge(most)`, `ImportsUnderWay`.
    """
    ask_seller(seller_id)
    rows = read_table(content)
    with transaction.atomic():
        # Of two that are sent at once the second waits, and is counted.
        User.objects.select_for_update(no_key=True).get(pk=seller_id)
        under_way = ImportRun.objects.filter(seller=seller_id, state__in=["waiting", "running"])
        if under_way.count() >= MOST_AT_ONCE:
            raise ImportsUnderWay
        run = ImportRun.objects.create(
            seller_id=seller_id,
            name=visible_line(PurePath(name).name)[:LONGEST_NAME],
            is_dry=is_dry,
            total=len(rows),
            created_at=now,
            due_at=now,
        )
        ImportRow.objects.bulk_create(
            [ImportRow(run=run, number=row.number, key=row.key, cells=row.cells) for row in rows], batch_size=1000
        )
        run_later(run.public_id)
        publish(import_changed(run))
        return run


def find_import(run: str, *, seller_id: int) -> ImportRun:
    """A seller's own import by its public id. Raises `NotFound`."""
    found = ImportRun.objects.filter(public_id=run, seller=seller_id).first()
    if found is None:
        raise NotFound
    return found
