"""What every table holds, in one question: two answers that are equal say that nothing happened between."""

from django.apps import apps
from django.core import mail
from django.db import connection

type Prints = dict[str, str]
# What a visit may leave behind without having done anything.
UNCOUNTED = {
    "django_session": "a page may remember in the browser's session what it asked",
}


def fingerprint() -> Prints:
    """Count and hash of the rows of each table, and how many letters left."""
    tables = sorted({model._meta.db_table for model in apps.get_models(include_auto_created=True)} - set(UNCOUNTED))
    one = "SELECT '{0}', count(*) || ' ' || coalesce(md5(string_agg(r::text, '|' ORDER BY r::text)), '') FROM \"{0}\" r"
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(one.format(table) for table in tables))
        return {**dict(cursor.fetchall()), "letters sent": str(len(getattr(mail, "outbox", ())))}


def changed(before: Prints, after: Prints) -> tuple[str, ...]:
    """The tables that differ."""
    return tuple(table for table in after if after[table] != before.get(table))
