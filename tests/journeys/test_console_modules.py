"""The console's pure modules, run in a browser: the outbox, who is asked, rosters as people write them, seats."""

from typing import Any

import pytest
from playwright.sync_api import Page

ADA = {"id": "a", "number": "7", "name": "Ada Marsh"}
BEN = {"id": "b", "number": "71", "name": "Ben Hill"}
CYD = {"id": "c", "number": "4", "name": "Cyd Vale"}
PLAYERS = [ADA, BEN, CYD]
BY_KEY, BY_HAND = True, False
BASKET = {"command": {"kind": "score", "team": "home", "points": 2}, "says": "+2"}


def call(page: Page, module: str, name: str, *arguments: Any) -> Any:
    """What an exported function of one of the console's modules returns."""
    code = "async ([module, name, given]) => (await import(module))[name](...given)"
    path = module if module.startswith("/") else f"/static/js/console/{module}"
    return page.evaluate(code, [path, name, list(arguments)])


def pressed(page: Page, kinds: list[str], answers: list[str]) -> Any:
    """What became of presses that were made at once, with these answers to what was sent."""
    return call(page, "/outbox.js", "press", kinds, answers)


def test_press_without_answer_is_sent_again_as_the_very_same_request(page: Page) -> None:
    sent = pressed(page, ["score"], ["lost", "ok"])["posts"]

    assert sent[0] == sent[1]
    assert len(sent) == 2


def test_what_happened_waits_in_order_behind_a_press_without_answer(page: Page) -> None:
    outcome = pressed(page, ["score", "foul", "clock_stop", "undo", "miss"], ["lost", "ok", "ok", "ok"])

    assert [kind for kind, _id, _expected in outcome["posts"]] == ["score", "score", "foul", "miss"]
    assert [kind for what, kind in outcome["told"] if what == "dropped"] == ["clock_stop", "undo"]
    assert outcome["kept"] == []


def test_every_press_is_kept_until_it_is_answered(page: Page) -> None:
    outcome = pressed(page, ["score", "foul"], [])

    assert outcome["keptAtFirst"] == ["score", "foul"]
    assert outcome["kept"] == []


def test_refusal_stops_only_what_stood_on_the_picture_that_was_wrong(page: Page) -> None:
    outcome = pressed(page, ["score", "undo", "foul"], ["no"])

    assert [kind for what, kind in outcome["told"] if what == "dropped"] == ["undo"]
    assert [kind for what, kind in outcome["told"] if what == "done"] == ["foul"]


def test_giving_up_tells_of_each_press_that_is_not_sent(page: Page) -> None:
    outcome = pressed(page, ["score", "foul"], ["gone"])

    assert [told for told in outcome["told"] if told[0] in {"refused", "dropped"}] == [
        ["dropped", "foul"],
        ["refused", "score"],
    ]


def test_what_adds_up_says_no_position_and_ones_own_presses_surprise_nobody(page: Page) -> None:
    posts = pressed(page, ["score", "undo", "foul", "undo"], [])["posts"]

    assert [(kind, expected) for kind, _id, expected in posts] == [
        ("score", None),
        ("undo", 1),
        ("foul", None),
        ("undo", 3),
    ]


@pytest.mark.parametrize(
    ("kind", "sent", "age_seconds", "again"),
    [
        ("score", "waiting", 30, "goes"),
        ("score", "sent", 599, "goes"),
        ("score", "waiting", 601, "stays"),
        ("clock_stop", "sent", 30, "goes"),
        ("clock_stop", "waiting", 1, "stays"),
        ("undo", "sent", 61, "stays"),
    ],
)
def test_press_of_an_earlier_page_is_sent_while_it_is_still_true(
    page: Page, kind: str, sent: str, age_seconds: int, again: str
) -> None:
    press = {"command": {"kind": kind}, "sent": sent == "sent", "at": 0}

    assert call(page, "kept.js", "maySend", press, age_seconds * 1000) is (again == "goes")


def test_number_chooses_when_only_one_player_can_be_meant(page: Page) -> None:
    waiting = call(page, "pick.js", "begin", BASKET, BY_KEY, 0)

    assert call(page, "pick.js", "type", waiting, "4", PLAYERS, 0) == {"player": CYD}
    assert call(page, "pick.js", "type", waiting, "9", PLAYERS, 0) == {"none": "9"}


def test_number_that_may_go_on_waits_for_another_digit(page: Page) -> None:
    waiting = call(page, "pick.js", "begin", BASKET, BY_KEY, 0)

    seven = call(page, "pick.js", "type", waiting, "7", PLAYERS, 1000)["pick"]

    assert seven["due"] == 2500
    assert call(page, "pick.js", "type", seven, "1", PLAYERS, 1500) == {"player": BEN}
    assert call(page, "pick.js", "typedPlayer", seven, PLAYERS) == ADA


def test_basket_asks_for_an_assist_of_somebody_else(page: Page) -> None:
    waiting = call(page, "pick.js", "begin", BASKET, BY_HAND, 0)

    asked = call(page, "pick.js", "choose", waiting, ADA, {"assists": True, "now": 0})
    done = call(page, "pick.js", "choose", asked, CYD, {"assists": True, "now": 0})

    assert asked["step"] == "assist"
    assert call(page, "pick.js", "candidates", asked, PLAYERS) == [BEN, CYD]
    assert done == {
        "press": {
            "command": {**BASKET["command"], "player": "a", "assist": "c"},  # type: ignore[dict-item]
            "says": "+2, 7 Ada Marsh",
        }
    }


@pytest.mark.parametrize(
    ("line", "player"),
    [
        ("7 Ada Marsh", ("7", "Ada Marsh", False, False)),
        ("00 Ada Marsh (C) *", ("00", "Ada Marsh", True, True)),
        ("#12. Bo", ("12", "Bo", False, False)),
        ("7\tAda Marsh\tx\tC", ("7", "Ada Marsh", True, True)),
        ("Marsh; Ada; 7; starter", ("7", "Marsh Ada", True, False)),
        ("Ada Marsh", ("", "Ada Marsh", False, False)),
    ],
)
def test_roster_is_read_as_people_write_it(page: Page, line: str, player: tuple[str, str, bool, bool]) -> None:
    read = call(page, "roster/lines.js", "parseRoster", f"No.\tName\n\n{line}\n")

    number, name, starter, captain = player
    assert read["wrong"] == []
    assert read["players"] == [{"number": number, "name": name, "starter": starter, "captain": captain, "line": 3}]


@pytest.mark.parametrize(
    ("line", "why"), [("7 Ben", "twice"), ("100 Ben", "number"), ("07 Ben", "number"), ("8", "nothing")]
)
def test_roster_names_the_line_that_is_wrong(page: Page, line: str, why: str) -> None:
    read = call(page, "roster/lines.js", "parseRoster", f"7 Ada Marsh\n{line}")

    assert [(fault["line"], fault["why"]) for fault in read["wrong"]] == [(2, why)]


def test_roster_line_is_read_back_to_the_same(page: Page) -> None:
    player = {"number": "7", "name": "Ada Marsh", "starter": True, "captain": True}

    line = call(page, "roster/lines.js", "lineOf", player)

    assert call(page, "roster/lines.js", "parseRoster", line)["players"] == [{**player, "line": 1}]


def test_player_keeps_their_id_when_number_or_name_is_corrected(page: Page) -> None:
    written = [
        {"number": "9", "name": "Ada Marsh", "starter": False, "captain": False},
        {"number": "71", "name": "Benjamin Hill", "starter": False, "captain": False},
        {"number": "5", "name": "New One", "starter": False, "captain": False},
    ]
    code = """async ([written, before]) => (await import("/static/js/console/roster/lines.js"))
        .withIds(written, before, () => "new").map(({ id }) => id)"""

    assert page.evaluate(code, [written, PLAYERS]) == ["a", "b", "new"]


SEAT = {"holder": {"id": "ben", "name": "Ben"}, "until": "2026-01-01T12:00:30Z", "asked_by": None}
NOON = 1767268800000


@pytest.mark.parametrize(
    ("seat", "me", "at_seconds", "stands"),
    [
        (SEAT, "ada", 0, "held"),
        (SEAT, "ada", 31, "away"),
        (SEAT, "ben", 31, "mine"),
        ({"holder": None, "until": None, "asked_by": None}, "ada", 0, "free"),
    ],
)
def test_seat_is_free_to_take_once_its_lease_is_over(
    page: Page, seat: dict[str, Any], me: str, at_seconds: int, stands: str
) -> None:
    assert call(page, "seats.js", "standing", seat, me, NOON + at_seconds * 1000) == stands


def test_loss_of_a_seat_and_a_refused_request_are_noticed(page: Page) -> None:
    ada, ben = {"id": "ada", "name": "Ada"}, {"id": "ben", "name": "Ben"}
    before = {"seats": {"scorer": {"holder": ada}, "timer": {"holder": ben, "asked_by": ada}}}
    after = {"seats": {"scorer": {"holder": ben}, "timer": {"holder": ben, "asked_by": None}}}

    assert call(page, "seats.js", "changes", before, after, "ada") == {
        "lost": [{"seat": "scorer", "holder": ben}],
        "kept": [{"seat": "timer", "holder": ben}],
    }
