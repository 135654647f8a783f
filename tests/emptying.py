"""Between tests that commit, tables are emptied and get back the rows that migrations put into them.

Django truncates every table, which makes hundreds of files anew for each test, and reads those rows out of JSON. Here
only tables with rows in them are emptied, and the rows lie ready in a schema beside.
"""

from collections.abc import Iterable
from typing import Any

from django.db import connection

KEPT = "kept"
EMPTY = """
DO $$
DECLARE one text; has_rows boolean;
BEGIN
    -- What is still being written is waited for: it would be there after the emptying.
    LOCK TABLE {all} IN SHARE ROW EXCLUSIVE MODE;
    -- Neither foreign keys nor triggers that keep history are asked.
    SET LOCAL session_replication_role = replica;
    FOREACH one IN ARRAY ARRAY[{names}] LOOP
        EXECUTE format('SELECT EXISTS (SELECT FROM %I)', one) INTO has_rows;
        IF has_rows THEN EXECUTE format('DELETE FROM %I', one); END IF;
    END LOOP;
    {refill}
END $$
"""


def keep_rows() -> None:
    """Lay the rows that are there now beside, and have every emptying end with them."""
    tables = [name for name in connection.introspection.django_table_names(only_existing=True) if _has_rows(name)]
    with connection.cursor() as cursor:
        cursor.execute(f"DROP SCHEMA IF EXISTS {KEPT} CASCADE; CREATE SCHEMA {KEPT}")
        for name in tables:
            cursor.execute(f'CREATE TABLE {KEPT}."{name}" AS TABLE "{name}"')

    def empty(_style: Any, emptied: Iterable[str], **_options: Any) -> list[str]:
        return [_script(list(emptied), tables)]

    def put_back(data: str) -> None:
        """Each emptying has done it."""

    connection.ops.sql_flush = empty  # type: ignore[method-assign,assignment]
    connection.creation.deserialize_db_from_string = put_back  # type: ignore[method-assign]


def _has_rows(name: str) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT EXISTS (SELECT FROM "{name}")')  # noqa: S608 - a table of ours
        return bool(cursor.fetchone()[0])


def _script(emptied: list[str], kept: list[str]) -> str:
    refill = "".join(f'INSERT INTO "{name}" TABLE {KEPT}."{name}";' for name in kept if name in emptied)
    quoted = ", ".join(f'"{name}"' for name in emptied)
    names = ", ".join(f"'{name}'" for name in emptied)
    return EMPTY.format(all=quoted, names=names, refill=refill)
