"""Searching messages: the words of rooms that a visitor may read, and of no other."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from django.contrib.postgres.search import SearchQueryField
from django.db import connection
from django.db.models import (
    BooleanField,
    DateTimeField,
    DurationField,
    ExpressionWrapper,
    F,
    FloatField,
    Func,
    Q,
    QuerySet,
    Value,
)
from django.db.models.functions import Cast

from project.accounts.visitors import Visitor
from project.base.visible import visible_line
from realtime.chat.access import readable_by
from realtime.chat.models import Member, Message, Room
from realtime.chat.models.messages import SEARCH_CONFIG, SEARCH_TEXT
from realtime.chat.public import Json, person_out
from realtime.chat.queries.shown import messages_out, shown_messages
from realtime.chat.text.snippets import folded, snippet

LONGEST_QUERY = 200
PAGE = 20
# Of a word that is everywhere only the newest messages are weighed: a search costs the same in a year.
WEIGHED = 500
HALF_WORTH_SECONDS = timedelta(days=30).total_seconds()
UNDERSTAND = f"SELECT query::text, querytree(query) FROM websearch_to_tsquery(%s, {SEARCH_TEXT}(%s)) query"  # noqa: S608
LEXEME = re.compile(r"'((?:[^']|'')+)'(:\*)?")
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
CURSOR = re.compile(r"(\d{1,14})_([0-9a-fx.p+-]{1,40})_(msg_[0-9A-Za-z]{22})")


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What is looked for: words in websearch syntax, and where they may be; `page` is what the page before called more.

    `room` and `sent_by` are public ids, `before` a moment.
    """

    words: str
    room: str = ""
    sent_by: str = ""
    before: datetime | None = None
    page: str = ""


class Hit(NamedTuple):
    """One message that fits, and how well."""

    pk: int
    score: float
    public_id: str


type Place = tuple[float, str]


def search_messages(visitor: Visitor, wanted: Wanted, *, now: datetime) -> Json:
    """One page of what fits, best first: `{"found": [{"message", "room", "snippet"}], "more": page | None}`.

    The last word may be the beginning of one. Snippets are safe HTML with `mark` alone.
    """
    query = _understood(wanted.words)
    if query is None:
        return {"found": [], "more": None}
    at, last = _place(wanted.page) or (now.replace(microsecond=now.microsecond // 1000 * 1000), None)
    best = _best(_newest(visitor, wanted, query, at), query, at, last)
    found = _shown([hit.pk for hit in best[:PAGE]], query)
    return {"found": found, "more": _cursor(at, best[PAGE - 1]) if len(best) > PAGE else None}


def matching(visitor: Visitor, wanted: Wanted, query: str) -> QuerySet[Message]:
    """Every message with these words that the visitor may read."""
    rows = Message.objects.filter(_fits(query), room__in=readable_by(visitor), kind=Message.Kind.TEXT, deleted="")
    if wanted.room:
        rows = rows.filter(room__public_id=wanted.room)
    if wanted.sent_by:
        rows = rows.filter(author__public_id=wanted.sent_by)
    return rows if wanted.before is None else rows.filter(at__lt=wanted.before)


def _understood(words: str) -> str | None:
    """The words as PostgreSQL's own text of a query; None for one that would fit nothing or nearly everything."""
    line = visible_line(words)[:LONGEST_QUERY].strip()
    with connection.cursor() as cursor:
        cursor.execute(UNDERSTAND, [SEARCH_CONFIG, line])
        query, indexable = cursor.fetchone()
    if indexable in {"", "T"}:
        return None
    begun = line[-1].isalnum() and not line.split()[-1].startswith("-")
    return f"{query}:*" if begun and query.endswith("'") else str(query)


def _newest(visitor: Visitor, wanted: Wanted, query: str, at: datetime) -> QuerySet[Message]:
    newest = matching(visitor, wanted, query).filter(at__lte=at).order_by("-pk").values("pk")[:WEIGHED]
    return Message.objects.filter(pk__in=newest)


def _best(rows: QuerySet[Message], query: str, at: datetime, last: Place | None) -> list[Hit]:
    """The next after the last, best first: how well it fits, which is worth half as much after thirty days."""
    age = ExpressionWrapper(Value(at, output_field=DateTimeField()) - F("at"), output_field=DurationField())
    seconds = Func(age, template="EXTRACT(EPOCH FROM %(expressions)s)", output_field=FloatField())
    fit = Func(F("words"), _query(query), Value(1), function="ts_rank", output_field=FloatField())
    score = Cast(fit / (1.0 + Cast(seconds, FloatField()) / HALF_WORTH_SECONDS), FloatField())
    ranked = rows.annotate(score=score).order_by("-score", "-public_id")
    if last is not None:
        ranked = ranked.filter(Q(score__lt=last[0]) | Q(score=last[0], public_id__lt=last[1]))
    return [Hit(*row) for row in ranked.values_list("pk", "score", "public_id")[: PAGE + 1]]


def _query(query: str) -> Func:
    return Func(Value(query), template="(%(expressions)s)::tsquery", output_field=SearchQueryField())


def _fits(query: str) -> Func:
    return Func(F("words"), _query(query), template="(%(expressions)s)", arg_joiner=" @@ ", output_field=BooleanField())


def _shown(best: Sequence[int], query: str) -> list[Json]:
    rows = shown_messages().filter(pk__in=best)
    # Taken back between the two questions: then its words are not shown either.
    by_pk = {row.pk: row for row in rows if not row.deleted}
    messages = [by_pk[pk] for pk in best if pk in by_pk]
    whole, begun = _looked_for(query)
    rooms = _rooms({message.room_id for message in messages})
    return [
        {"message": shown, "room": rooms[message.room_id], "snippet": snippet(message.plain, whole=whole, begun=begun)}
        for message, shown in zip(messages, messages_out(messages), strict=True)
    ]


def _rooms(ids: set[int]) -> dict[int, Json]:
    """The rooms in short; direct ones have no title, but people."""
    people: dict[int, list[Json | None]] = {}
    inside = Member.objects.filter(room__in=ids, room__kind=Room.Kind.DIRECT, state=Member.State.IN)
    for member in inside.select_related("person").order_by("person_id"):
        people.setdefault(member.room_id, []).append(person_out(member.person))
    return {
        room.pk: {
            "id": room.public_id,
            "kind": room.kind,
            "title": room.title,
            "state": room.state,
            "people": people.get(room.pk, []),
        }
        for room in Room.objects.filter(pk__in=ids)
    }


def _looked_for(query: str) -> tuple[set[str], set[str]]:
    """The words of a query, and those that are beginnings; what must not be there is not in what was found either."""
    words = [(folded(word.replace("''", "'")), bool(begun)) for word, begun in LEXEME.findall(query)]
    return {word for word, begun in words if not begun}, {word for word, begun in words if begun}


def _cursor(at: datetime, last: Hit) -> str:
    return f"{round(at.timestamp() * 1000)}_{last.score.hex()}_{last.public_id}"


def _place(page: str) -> tuple[datetime, Place] | None:
    """The moment that ages are counted from, which stays the same from page to page, and what was shown last."""
    found = CURSOR.fullmatch(page)
    if found is None:
        return None
    try:
        return EPOCH + timedelta(milliseconds=int(found[1])), (float.fromhex(found[2]), found[3])
    except (ValueError, OverflowError):
        return None
