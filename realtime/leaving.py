"""What news still tells of a person who is deleted: events that name them go before their day is over."""

import json
from datetime import datetime

from django.db import connection
from django.utils.translation import gettext_lazy as _

from project.accounts.merging import known_as
from project.accounts.profiles.deletion.registry import names_of, register_erasure

# From the first event of a topic up to the last that names them: what is left has no hole, and who was away longer
# starts again from a snapshot, as after any forgetting.
FORGET = """
DELETE FROM realtime_eventrow e USING (
    SELECT topic_id, max(seq) AS last FROM realtime_eventrow
    WHERE EXISTS (SELECT FROM unnest(%s::text[]) AS word WHERE strpos(frame, word) > 0)
    GROUP BY topic_id
) named WHERE e.topic_id = named.topic_id AND e.seq <= named.last
"""


def register() -> None:
    """Tell the registry; called when Django is ready."""
    register_erasure("news", erase=erase, gone=_("News about what you did that browsers could still ask for."))


def erase(person_id: int, _now: datetime) -> None:
    """Forget every event that says their id or their name."""
    words = [*known_as(person_id), *(form for name in names_of(person_id) for form in _as_written(name))]
    with connection.cursor() as cursor:
        cursor.execute(FORGET, [words])


def _as_written(name: str) -> tuple[str, str]:
    """As a value of its own, and as a mention: a short name alone is a part of many words."""
    value = json.dumps(name, ensure_ascii=False)
    return value, f"@{value[1:-1]}"
