"""Words that nothing for sale uses are taken for the nearest that something does: one slip, or two in a long one."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import connection

TOO_SHORT_TO_MISTYPE = 3
LONG = 6
KEPT = 3
# Words with the same beginning are few enough to be compared letter by letter; others are found by shared trigrams.
# `levenshtein_less_equal` counts two letters that changed places as two: hence one more than is forgiven.
LOOK_UP = """
SELECT typed.word, coalesce(known.count, 0), CASE WHEN typed.begun THEN (
        SELECT max(count) FROM finding_word begun WHERE begun.word LIKE typed.word || '%%') END,
    CASE WHEN known.word IS NULL THEN ARRAY(SELECT near.word FROM (
        SELECT word, count FROM finding_word
        WHERE word LIKE left(typed.word, 1) || '%%' AND abs(length(word) - length(typed.word)) <= 2
          AND levenshtein_less_equal(word, typed.word, %(slips)s) <= %(slips)s
        UNION SELECT word, count FROM finding_word
        WHERE typed.begun AND length(typed.word) > %(short)s AND word LIKE left(typed.word, 1) || '%%'
          AND levenshtein_less_equal(left(word, length(typed.word)), typed.word, 2) <= 2
        UNION SELECT word, count FROM finding_word
        WHERE word %% typed.word AND abs(length(word) - length(typed.word)) <= 2
          AND levenshtein_less_equal(word, typed.word, %(slips)s) <= %(slips)s) near
    ORDER BY levenshtein(near.word, typed.word), near.count DESC, near.word LIMIT 24) END
FROM (SELECT finding_folded(word) AS word, begun, place
      FROM unnest(%(words)s::text[], %(begun)s::bool[]) WITH ORDINALITY typed (word, begun, place)) typed
LEFT JOIN finding_word known ON known.word = typed.word ORDER BY typed.place
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Spelt:
    """A word as the index has it: in how many documents it or its continuations are; what it may be a slip of."""

    word: str
    count: int
    nearest: tuple[str, ...] = ()


def spelt(words: Iterable[str], *, begun: bool = False) -> list[Spelt]:
    """These words, folded, in their order; the last may be the beginning of one."""
    words = list(words)
    if not words:
        return []
    last = [False] * (len(words) - 1) + [begun]
    asked: dict[str, Any] = {"words": words, "begun": last, "slips": 3, "short": TOO_SHORT_TO_MISTYPE}
    with connection.cursor() as cursor:
        cursor.execute(LOOK_UP, asked)
        rows = cursor.fetchall()
    return [
        _spelt(word, max(count, going_on or 0), near or [], begun=is_begun)
        for (word, count, going_on, near), is_begun in zip(rows, last, strict=True)
    ]


def slips(one: str, other: str) -> int:
    """How many slips lead from one word to another: a letter more, less, wrong, or two that changed places."""
    rows = [list(range(len(other) + 1))]
    for i, a in enumerate(one, 1):
        row = [i]
        for j, b in enumerate(other, 1):
            best = min(rows[-1][j] + 1, row[-1] + 1, rows[-1][j - 1] + (a != b))
            if i > 1 and j > 1 and a == other[j - 2] and one[i - 2] == b:
                best = min(best, rows[-2][j - 2] + 1)
            row.append(best)
        rows.append(row)
    return rows[-1][-1]


def forgiven(word: str) -> int:
    """How many slips are forgiven in a word of this length."""
    if len(word) <= TOO_SHORT_TO_MISTYPE or not word.isalpha():
        return 0
    return 2 if len(word) > LONG else 1


def _spelt(word: str, count: int, near: list[str], *, begun: bool) -> Spelt:
    if count:
        return Spelt(word=word, count=count)
    far = {other: _apart(word, other, begun=begun) for other in near}
    close = sorted(near, key=lambda other: (far[other], near.index(other)))
    # What takes more slips than the nearest is hardly meant.
    best = far[close[0]] if close else 0
    nearest = [one for one in close if far[one] == best] if best <= forgiven(word) else []
    return Spelt(word=word, count=0, nearest=tuple(nearest[:KEPT]))


def _apart(word: str, other: str, *, begun: bool) -> int:
    whole = slips(word, other)
    return min(whole, slips(word, other[: len(word)])) if begun and len(word) > TOO_SHORT_TO_MISTYPE else whole
