from typing import Any

from django.db import migrations, models
from django.db.migrations.state import StateApps
from django.db.models import F, Q

from realtime.scoreboards.profiles import teach

NUMBERS = ("shot_ms", "shot_short_ms", "on_court", "foul_limit", "personal_weights", "ejections")


def teach_profiles(apps: StateApps, _schema_editor: Any) -> None:
    teach(apps.get_model("scoreboards", "RuleProfile"), NUMBERS)


class Migration(migrations.Migration):
    dependencies = [("scoreboards", "0003_events_are_append_only")]
    operations = [
        migrations.AddField("ruleprofile", "shot_ms", models.PositiveIntegerField(default=0)),
        migrations.AddField("ruleprofile", "shot_short_ms", models.PositiveIntegerField(default=0)),
        migrations.AddField("ruleprofile", "on_court", models.PositiveSmallIntegerField(default=5)),
        migrations.AddField("ruleprofile", "foul_limit", models.PositiveSmallIntegerField(default=0)),
        migrations.AddField("ruleprofile", "personal_weights", models.JSONField(default=dict)),
        migrations.AddField("ruleprofile", "ejections", models.JSONField(default=list)),
        migrations.AddField("board", "box_position", models.PositiveIntegerField(default=0)),
        migrations.AddConstraint(
            "ruleprofile",
            models.CheckConstraint(
                condition=Q(shot_short_ms__lte=F("shot_ms")), name="profile_short_shot_clock_is_shorter"
            ),
        ),
        migrations.RunPython(teach_profiles, migrations.RunPython.noop),
    ]
