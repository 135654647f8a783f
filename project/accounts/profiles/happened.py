"""Reading what happened to an account, page by page."""

from dataclasses import dataclass
from datetime import datetime

from project.accounts.profiles.activity import Kind, kinds, words_of
from project.accounts.profiles.models import Activity

ON_A_PAGE = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One thing that happened, as a sentence."""

    kind: str
    words: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """Some lines, newest first; `before` asks for the ones below, and is None where there are none."""

    rows: list[Line]
    kind: str
    before: int | None
    is_later: bool


def page_of(person_id: int, *, kind: str = "", before: int | None = None) -> Page:
    """At most fifty lines of one person, of one kind or of all; a kind that does not exist is all."""
    kind = kind if kind in kinds() else ""
    found = Activity.objects.filter(person_id=person_id, **({"kind": kind} if kind else {}))
    if before is not None:
        found = found.filter(pk__lt=before)
    rows = list(found.order_by("-pk")[: ON_A_PAGE + 1])
    shown = rows[:ON_A_PAGE]
    return Page(
        rows=[Line(kind=row.kind, words=words_of(row), at=row.at) for row in shown],
        kind=kind,
        before=shown[-1].pk if len(rows) > ON_A_PAGE else None,
        is_later=before is not None,
    )


def kinds_of(person_id: int) -> list[Kind]:
    """The kinds of what happened to this person, by label."""
    names = Activity.objects.filter(person_id=person_id).order_by().values_list("kind", flat=True).distinct()
    return sorted((kinds()[name] for name in names if name in kinds()), key=lambda kind: str(kind.label))
