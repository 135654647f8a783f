"""A log, a latest value, and a log for members only."""

from project.accounts.visitors import Visitor
from realtime.topics import Json, Kind, Mode, NoSuchTopic, Presence, everyone, register
from tests.probe.actions import MarkMade
from tests.probe.models import Mark, Member

SHOWN = 50


def is_member(visitor: Visitor, key: str) -> bool:
    """Members are listed by public id."""
    return bool(visitor.public_id) and Member.objects.filter(key=key, person=visitor.public_id).exists()


def history(key: str) -> Json:
    """The newest values, and how many there are. A key that starts with `no` does not exist."""
    if key.startswith("no"):
        raise NoSuchTopic
    values = Mark.objects.filter(key=key).order_by("-id").values_list("value", flat=True)
    return {"values": list(values[:SHOWN])[::-1], "total": len(values)}


def append(snapshot: Json, name: str, data: Json) -> Json:
    """One more value."""
    assert name == "mark.made"
    return {"values": [*snapshot["values"], data["value"]][-SHOWN:], "total": snapshot["total"] + 1}


def newest(key: str) -> Json:
    """The last value, or none."""
    return {"value": Mark.objects.filter(key=key).order_by("-id").values_list("value", flat=True).first()}


def newer(snapshot: Json, name: str, data: Json) -> Json:
    """The value of the event, whatever was before."""
    return {"value": data["value"]}


signals = frozenset({"wave"})
tells = ((MarkMade, None),)
counted = Presence.COUNT
named = Presence.PEOPLE
register(
    Kind(
        name="log",
        mode=Mode.LOG,
        may_join=everyone,
        snapshot=history,
        fold=append,
        presence=counted,
        signals=signals,
        tells=tells,
    )
)
register(Kind(name="gauge", mode=Mode.LATEST, may_join=everyone, snapshot=newest, fold=newer, tells=tells))
register(
    Kind(
        name="secret",
        mode=Mode.LOG,
        may_join=is_member,
        snapshot=history,
        fold=append,
        presence=named,
        signals=signals,
        tells=tells,
    )
)
