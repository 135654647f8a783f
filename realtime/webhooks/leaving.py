"""What was pushed to addresses outside names people; once told, it goes with them."""

import json
from datetime import datetime

from django.db.models import Q

from project.accounts.merging import known_as
from project.accounts.profiles.deletion.registry import names_of, register_erasure
from realtime.webhooks.models import Delivery


def register() -> None:
    """Tell the registry; called when Django is ready."""
    register_erasure("pushes", erase=erase, gone="")


def erase(person_id: int, _now: datetime) -> None:
    """Forget deliveries that say their id or name, besides those that are still under way."""
    named = Q()
    for word in (*known_as(person_id), *(json.dumps(name, ensure_ascii=False) for name in names_of(person_id))):
        named |= Q(body__contains=word)
    Delivery.objects.filter(named).exclude(state="waiting").delete()
