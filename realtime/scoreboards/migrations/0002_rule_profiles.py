from typing import Any

from django.db import migrations
from django.db.migrations.state import StateApps

from realtime.scoreboards.profiles import seed


def add_profiles(apps: StateApps, _schema_editor: Any) -> None:
    seed(apps.get_model("scoreboards", "RuleProfile"))


class Migration(migrations.Migration):
    dependencies = [("scoreboards", "0001_initial")]
    operations = [migrations.RunPython(add_profiles, migrations.RunPython.noop)]
