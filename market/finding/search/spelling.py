"""Words that nothing for sale uses are taken for the nearest that something does: one slip, or two in a long one."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import connection

TOO_SHORT_TO_MISTYPE = 3
LONG = 6
KEPT = 3
# Words with the same beginning are few enough to be compared letter by letter; others are found by shared trigrams.
# `levenshtein_less_equal` counts two letters that changed places as two: hence one more than is forgiven.
LOOK_UP = """
SELECT typed.word, coalesce(known.count, 0), (SELECT sum(count) FROM finding_word begun
        WHERE typed.begun AND starts_with(begun.word, typed.word)),
    ARRAY(SELECT near.word FROM (
        SELECT word, count FROM finding_word
        WHERE left(word, 1) = left(typed.word, 1) AND word LIKE left(typed.word, 1) || '%%'
          AND abs(length(word) - length(typed.word)) <= 2
          AND levenshtein_less_equal(word, typed.word, %(slips)s) <= %(slips)s
        UNION SELECT word, count FROM finding_word
        WHERE word %% typed.word AND abs(length(word) - length(typed.word)) <= 2
          AND levenshtein_less_equal(word, typed.word, %(slips)s) <= %(slips)s) near
    ORDER BY levenshtein(near.word, typed.word), near.count DESC, near.word LIMIT 12)
FROM (SELECT finding_folded(word) AS word, begun FROM unnest(%(words)s::text[], %(begun)s::bool[]) typed (word, begun))
    typed LEFT JOIN finding_word known ON known.word = typed.word
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
    with connection.cursor() as cursor:
        cursor.execute(LOOK_UP, {"words": words, "begun": last, "slips": 3})
        rows = cursor.fetchall()
    return [_spelt(word, count + (going_on or 0), near) for word, count, going_on, near in rows]


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


def _spelt(word: str, count: int, near: list[str]) -> Spelt:
    if count:
        return Spelt(word=word, count=count)
    close = sorted((slips(word, other), place, other) for place, other in enumerate(near))
    nearest = [other for distance, _place, other in close if distance <= forgiven(word)]
    best = slips(word, nearest[0]) if nearest else 0
    # What takes more slips than the nearest is hardly meant.
    return Spelt(word=word, count=0, nearest=tuple(one for one in nearest if slips(word, one) == best)[:KEPT])
