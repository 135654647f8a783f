"""Lists of boards, page by page, and finding them by team names and title, however accented or mistyped."""

from contextlib import nullcontext
from dataclasses import dataclass
from typing import Literal

from django.db import connection, transaction
from django.db.models import Count, Q, QuerySet

from realtime.scoreboards.models import Board

LISTED = 50
LONGEST_SEARCH = 200
MOST_WORDS = 8
# Trigrams of a short word have little in common with it once two letters have changed places.
ALIKE = 0.4
TOO_SHORT_TO_MISTYPE = 3

ListName = Literal["live", "coming", "past"]
LISTS: dict[ListName, tuple[str, tuple[str, ...]]] = {
    "live": ("live", ("-changed_at", "pk")),
    "coming": ("scheduled", ("starts_at", "-created_at", "pk")),
    "past": ("final", ("-changed_at", "pk")),
}


@dataclass(frozen=True, kw_only=True)
class BoardPage:
    """Some boards of a list, and how many it has."""

    boards: list[Board]
    total: int
    page: int
    limit: int

    @property
    def has_more(self) -> bool:
        """Whether there is another page."""
        return self.page * self.limit < self.total


def boards_by_status(
    *, search: str = "", status: ListName | None = None, page: int = 1, limit: int = LISTED
) -> dict[ListName, BoardPage]:
    """Live games, games to come by their start, and games played; pages count from one.

    With a `status` only that list is read, and the totals of the others. Boards that expire are in no list.
    """
    # What is alike enough is said for one transaction; without a search there is nothing to say.
    with transaction.atomic() if search else nullcontext():
        boards = _found(Board.objects.filter(expires_at=None), _words(search))
        totals = dict(boards.values_list("status").annotate(count=Count("pk")).order_by())
        pages = {}
        for name, (kept_as, order) in LISTS.items():
            listed = boards.filter(status=kept_as).order_by(*order)[(page - 1) * limit : page * limit]
            shown = list(listed) if status in (None, name) else []
            pages[name] = BoardPage(boards=shown, total=totals.get(kept_as, 0), page=page, limit=limit)
        return pages


def _found(boards: QuerySet[Board], words: list[str]) -> QuerySet[Board]:
    """Those of the boards where each word is part of a word, or much like one."""
    for word in words:
        alike = Q(searched__words__contains=word)
        if len(word) > TOO_SHORT_TO_MISTYPE:
            alike |= Q(searched__words__trigram_word_similar=word)
        boards = boards.filter(alike)
    return boards


def _words(search: str) -> list[str]:
    """The words as the database folds them; how alike is alike enough holds for the rest of this transaction."""
    # PostgreSQL can neither store NUL nor be asked for it.
    search = search[:LONGEST_SEARCH].replace("\x00", " ").strip()
    if not search:
        return []
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT scoreboards_folded(%s), set_config('pg_trgm.word_similarity_threshold', %s, true)",
            [search, str(ALIKE)],
        )
        folded = str(cursor.fetchone()[0])
    return folded.split()[:MOST_WORDS]
