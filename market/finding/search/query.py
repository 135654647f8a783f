"""From typed words to what PostgreSQL is asked: for each word itself, what it may be a slip of, and its synonyms."""

from dataclasses import dataclass, field, replace
from math import log

from django.db import connection

from market.finding.search.spelling import Spelt, spelt
from market.finding.search.synonyms import alike, phrases_in
from market.finding.search.typed import Typed, read_typed

# A synonym is worth this much of the word.
SYNONYM = 0.5
# About how much is for sale: only for weights, where an order of magnitude is enough.
SCALE = 10_000
READ = """
SELECT (to_tsquery('finding_simple', word) || to_tsquery('finding_english', word))::text
FROM unnest(%(words)s::text[]) WITH ORDINALITY asked (word, place) ORDER BY place
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """One thing to be found: `exact` and `wider` are texts of a tsquery, `weight` says how telling it is."""

    exact: str
    wider: str
    weight: float
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """A search as PostgreSQL is asked: everything together, anything of it, and what must not be there.

    `meant` is the text with its slips mended; `mended` says that there were any; `is_known` that some word is used;
    `is_exact` that a phrase was put into quotes: then nothing is found that does not have it.
    """

    meant: str = ""
    mended: bool = False
    is_known: bool = False
    is_exact: bool = False
    terms: tuple[Term, ...] = field(default=())
    every: str = ""
    some: str = ""
    unwanted: str = ""


def understand(search: str) -> Query:
    """What is asked of the index for these words; empty where none was typed."""
    typed = read_typed(search)
    if not typed.words and not typed.phrases:
        return Query()
    found = spelt(typed.words, begun=typed.begun)
    terms = _terms(typed, found)
    every = " & ".join(f"( {term.wider} )" for term in terms if term.wider)
    some = " | ".join(f"( {term.wider} )" for term in _telling(terms))
    meant = replace(typed, words=tuple(_meant(one) for one in found)).text
    unwanted = " | ".join(one for one in _read(typed.unwanted) if one)
    return Query(
        meant=meant,
        mended=any(one.nearest for one in found),
        is_exact=bool(typed.phrases),
        is_known=bool(typed.phrases) or any(one.count or one.nearest for one in found),
        terms=tuple(terms),
        every=every,
        some=some,
        unwanted=unwanted,
    )


def _terms(typed: Typed, found: list[Spelt]) -> list[Term]:
    """Each word as it is meant, and phrases as they stand."""
    asked: list[tuple[str, str, int]] = []
    grouped = phrases_in(tuple(_meant(one) for one in found))
    for place, one in enumerate(found):
        begun = typed.begun and place == len(found) - 1
        exact = " | ".join(one.nearest) if one.nearest else one.word + (":*" if begun else "")
        others = list(alike(_meant(one)))
        for begin, (count, more) in grouped.items():
            if begin <= place < begin + count:
                others += more
        joined = _joined(found, place)
        asked.append((exact, " | ".join([exact, *joined, *map(_phrase, others)]), one.count))
    asked += [(_phrase(" ".join(phrase)), _phrase(" ".join(phrase)), 1) for phrase in typed.phrases]
    read = _read(part for exact, wider, _count in asked for part in (exact, wider))
    return [
        Term(exact=read[2 * place], wider=read[2 * place + 1], weight=_telling_of(count), count=count)
        for place, (_exact, _wider, count) in enumerate(asked)
    ]


def _telling(terms: list[Term]) -> list[Term]:
    """Those by which something is found alone: the rarer half of many words."""
    there = [term for term in terms if term.wider]
    rare = sorted(there, key=lambda term: -term.weight)
    return rare[: max(2, (len(rare) + 1) // 2)]


def _joined(found: list[Spelt], place: int) -> list[str]:
    """A word that was typed as two: `chat bot`."""
    pairs = [found[begin : begin + 2] for begin in (place - 1, place) if begin >= 0]
    return ["".join(one.word for one in pair) for pair in pairs if len(pair) > 1]


def _phrase(words: str) -> str:
    parts = words.split()
    return parts[0] if len(parts) == 1 else f"( {' <-> '.join(parts)} )"


def _meant(one: Spelt) -> str:
    return one.nearest[0] if one.nearest else one.word


def _telling_of(count: int) -> float:
    """The fewer have it, the more it says: as in BM25, but for a constant."""
    return log(1 + SCALE / (count + 1))


def _read(words: object) -> list[str]:
    asked = list(words)  # type: ignore[call-overload]
    if not asked:
        return []
    with connection.cursor() as cursor:
        cursor.execute(READ, {"words": asked})
        return [row[0] for row in cursor.fetchall()]
