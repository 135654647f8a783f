"""The one incarnation row, and room on every page for heads to be raised in place (HOT updates)."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def name_this_database(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Each new database is an incarnation of its own."""
    apps.get_model("realtime", "Incarnation").objects.get_or_create(id=1)


class Migration(migrations.Migration):
    """Data and storage that the first migration's tables need."""

    dependencies = [("realtime", "0001_initial")]

    operations = [
        migrations.RunPython(name_this_database, migrations.RunPython.noop),
        migrations.RunSQL(
            "ALTER TABLE realtime_topic SET (fillfactor = 50)",
            "ALTER TABLE realtime_topic RESET (fillfactor)",
        ),
    ]
