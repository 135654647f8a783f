from typing import Any

from django.conf import settings
from django.db import migrations, models
from django.db.models import CASCADE, SET_NULL, Q

import realtime.scoreboards.people

BOARD = "scoreboards.board"


def to(target: str, on_delete: Any, related_name: str, **options: Any) -> Any:
    return models.ForeignKey(target, on_delete=on_delete, related_name=related_name, **options)


PERSON = settings.AUTH_USER_MODEL
ID = models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")


class Migration(migrations.Migration):
    dependencies = [
        ("scoreboards", "0005_who_did_it"),
        ("accounts", "0002_guests"),
    ]
    operations = [
        migrations.RemoveField("board", "operator_digest"),
        migrations.AddField("board", "owner", to(PERSON, SET_NULL, "boards", null=True)),
        migrations.AddField("board", "expires_at", models.DateTimeField(db_index=True, null=True)),
        migrations.AddField("board", "is_invented", models.BooleanField(default=False)),
        migrations.RunSQL(
            "UPDATE scoreboards_board SET is_invented = true WHERE slug ~ '^demo-(live-[0-9]+|coming|played)$'",
            migrations.RunSQL.noop,
        ),
        migrations.AddIndex("gameevent", models.Index(fields=["board", "at"], name="events_of_a_board_by_time")),
        migrations.CreateModel(
            name="Operator",
            fields=[
                ("id", ID),
                ("since", models.DateTimeField()),
                ("board", to(BOARD, CASCADE, "operators")),
                ("person", to(PERSON, CASCADE, "operated")),
            ],
            options={
                "verbose_name": "operator",
                "ordering": ["since", "pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("board", "person"), name="a_person_operates_a_board_once"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Seat",
            fields=[
                ("id", ID.clone()),
                ("seat", models.CharField(max_length=6)),
                ("lease_until", models.DateTimeField(null=True)),
                ("asked_at", models.DateTimeField(null=True)),
                ("asked_by", to(PERSON, SET_NULL, "+", null=True)),
                ("board", to(BOARD, CASCADE, "seats")),
                ("holder", to(PERSON, SET_NULL, "+", null=True)),
            ],
            options={
                "verbose_name": "seat",
                "constraints": [
                    models.UniqueConstraint(fields=("board", "seat"), name="a_table_has_each_seat_once"),
                    models.CheckConstraint(condition=Q(seat__in=["scorer", "timer", "shot"]), name="seat_is_known"),
                    models.CheckConstraint(
                        condition=Q(holder__isnull=True) | Q(lease_until__isnull=False), name="who_sits_has_a_lease"
                    ),
                    models.CheckConstraint(
                        condition=Q(asked_by__isnull=True) | Q(asked_at__isnull=False),
                        name="who_asks_asked_at_some_time",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="BoardKey",
            fields=[
                ("id", ID.clone()),
                (
                    "public_id",
                    models.CharField(
                        default=realtime.scoreboards.people.new_key_id, editable=False, max_length=32, unique=True
                    ),
                ),
                ("name", models.CharField(max_length=40)),
                ("hint", models.CharField(max_length=4)),
                ("digest", models.CharField(max_length=64, unique=True)),
                ("created_at", models.DateTimeField()),
                ("last_used_at", models.DateTimeField(null=True)),
                ("revoked_at", models.DateTimeField(null=True)),
                ("board", to(BOARD, CASCADE, "keys")),
                ("created_by", to(PERSON, SET_NULL, "+", null=True)),
            ],
            options={"verbose_name": "board key", "ordering": ["created_at", "pk"]},
        ),
    ]
