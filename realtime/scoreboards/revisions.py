"""What a correction changes on the page of newest plays, and how a listener takes it in."""

from collections.abc import Iterable
from typing import Any

from realtime.scoreboards.commands import Correction, Insert
from realtime.scoreboards.history import History
from realtime.scoreboards.plays import SHOWN, Play, clock_text, lines_of, page_of

Page = dict[str, Any]
FIGURES = ("period", "clock_ms", "home", "away")
# Follows from the figures, where the period is the same.
DERIVED = frozenset({"clock"})


def revision_of(before: History, after: History) -> dict[str, Any]:
    """What the last event of `after` makes of the page of newest plays that `before` ends with."""
    fact = after.facts[after.position]
    (play,) = lines_of(after, [str(fact.position)])
    placed = None
    if isinstance(fact.command, Insert):
        place = after.keys.index(f"{fact.position}+")
        (line,) = lines_of(after, [after.keys[place]])
        placed = after.keys[place - 1] if place else None, line
    return revision(page_of(before), page_of(after), play, placed)


def is_plain_undo(revised: dict[str, Any], after: History) -> bool:
    """Whether the last event took back nothing but plays, so that its line alone says all."""
    undoes, end = revised["play"]["undoes"], after.position
    if undoes is None or revised["changed"] or revised["marks"]:
        return False
    return not any(isinstance(after.facts[position].command, Correction) for position in range(undoes, end))


def revision(before: Page, after: Page, play: Play, placed: tuple[str | None, Play] | None = None) -> dict[str, Any]:
    """The event that turns one page into the other; `placed` is an inserted line and the key that it follows.

    `changed` rows are `[key, period, clock_ms, home, away]`; `marks` holds what else differs, by key.
    """
    held = {line["key"]: line for line in mark_undone(before["plays"], play)}
    changed: list[list[Any]] = []
    marks: dict[str, Play] = {}
    for line in after["plays"]:
        old = held.get(line["key"])
        if old is None or old == line:
            continue
        if any(old[name] != line[name] for name in FIGURES):
            changed.append([line["key"], *(line[name] for name in FIGURES)])
        others = line.keys() - DERIVED - set(FIGURES)
        if different := {name: line[name] for name in others if old[name] != line[name]}:
            marks[line["key"]] = different
    return {
        "play": play,
        "placed": {"after": placed[0], "play": placed[1]} if placed else None,
        "changed": changed,
        "marks": marks,
    }


def mark_undone(plays: Iterable[Play], undo: Play) -> list[Play]:
    """The same plays, with those marked that this line takes back."""
    first, end = undo["undoes"], undo["position"]
    if first is None:
        return list(plays)
    return [
        {**play, "undone": True} if play["undoes"] is None and first <= play["position"] < end else play
        for play in plays
    ]


def fold_play(snapshot: Page, name: str, data: dict[str, Any]) -> Page:
    """Take one event into a page of the newest plays; the oldest falls off."""
    play = data["play"] if name == "play.revised" else data
    plays = mark_undone(snapshot["plays"], play)
    if name == "play.revised":
        figures = {key: _figures(numbers) for key, *numbers in data["changed"]}
        plays = [{**one, **figures.get(one["key"], {}), **data["marks"].get(one["key"], {})} for one in plays]
        plays = _with_placed(plays, data["placed"], earlier=snapshot["earlier"])
    plays = [*plays, play]
    earlier = snapshot["earlier"] or len(plays) > SHOWN
    return {"plays": plays[-SHOWN:], "total": play["position"], "earlier": earlier}


def _figures(numbers: list[int]) -> Play:
    figures: Play = dict(zip(FIGURES, numbers, strict=True))
    return {**figures, "clock": clock_text(figures["clock_ms"])}


def _with_placed(plays: list[Play], placed: dict[str, Any] | None, *, earlier: bool) -> list[Play]:
    if placed is None:
        return plays
    if placed["after"] is None:
        # Before everything, which is on this page only if nothing is earlier than it.
        return plays if earlier else [placed["play"], *plays]
    keys = [play["key"] for play in plays]
    if placed["after"] not in keys:
        return plays
    at = keys.index(placed["after"]) + 1
    return [*plays[:at], placed["play"], *plays[at:]]
