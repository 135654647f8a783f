"""The scorer's console: players, line-ups, the shot clock, and corrections of the past."""

import pytest
from playwright.sync_api import Page, expect

from realtime.scoreboards.models import GameEvent
from tests.frontend.boards import Opened, command, open_board
from tests.journeys.people import Crowd, keep_score, see_score, watch

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)

LIONS = [
    ("a", "7", "Ada Marsh"),
    ("b", "71", "Bo Hill"),
    ("c", "4", "Cy Vale"),
    ("d", "00", "Di Moor"),
    ("e", "9", "Eve Law"),
]
BENCH = [("f", "12", "Flo Day"), ("g", "13", "Gus Pew")]


def test_number_typed_after_a_play_names_its_player(crowd: Crowd) -> None:
    board = _with_players()
    ada = crowd.somebody()
    keep_score(ada, board)

    _press(ada, "2", "4")
    expect(ada.locator(".who").first).to_contain_text("Assist?")
    _press(ada, "9")
    expect(ada.locator("[data-sent]")).to_contain_text("Cy Vale")
    _press(ada, "f", "7", "1")
    _press(ada, "q", "Enter")
    expect(ada.locator("[data-sent]")).to_contain_text("Done: 1 missed")

    assert _payloads() == [
        {"kind": "score", "team": "home", "points": 2, "player": "c", "assist": "e"},
        {"kind": "foul", "team": "home", "player": "b"},
        {"kind": "miss", "team": "home", "points": 1},
    ]


def test_number_that_is_not_typed_sends_the_play_without_a_player(crowd: Crowd) -> None:
    board = _with_players()
    ada = crowd.somebody()
    keep_score(ada, board)

    _press(ada, "3")
    expect(ada.locator(".panel.home [data-who-text]")).to_have_text("Who? +3 Lions")

    see_score(ada, 3, 0)
    assert _payloads() == [{"kind": "score", "team": "home", "points": 3}]


def test_player_is_tapped_before_or_after_the_play(crowd: Crowd) -> None:
    board = _with_players()
    ada = crowd.somebody(width=390)
    keep_score(ada, board)
    home = ada.locator(".panel.home")

    home.get_by_role("button", name="7 Ada Marsh").click()
    home.get_by_role("button", name="Steal").click()
    home.get_by_role("button", name="Turnover").click()
    home.get_by_role("button", name="00 Di Moor").click()
    home.get_by_role("button", name="+1").click()
    home.get_by_role("button", name="Nobody").click()

    see_score(ada, 1, 0)
    assert _payloads() == [
        {"kind": "steal", "team": "home", "player": "a"},
        {"kind": "turnover", "team": "home", "player": "d"},
        {"kind": "score", "team": "home", "points": 1},
    ]


def test_play_that_is_escaped_is_not_sent(crowd: Crowd) -> None:
    board = _with_players()
    ada = crowd.somebody()
    keep_score(ada, board)

    _press(ada, "2", "Escape", "f", "Enter")

    expect(ada.locator("[data-sent]")).to_contain_text("Done: Foul")
    assert [payload["kind"] for payload in _payloads()] == ["foul"]


def test_roster_is_pasted_and_wrong_lines_are_named(crowd: Crowd) -> None:
    board = open_board()
    ada = crowd.somebody(width=390)
    keep_score(ada, board)

    ada.locator(".panel.home").get_by_role("button", name="Roster").click()
    lines = ada.get_by_label("One player a line")
    lines.fill("7 Ada Marsh *\n7 Bo Hill\n123 Cy Vale")
    expect(ada.locator("#roster-wrong")).to_contain_text("Line 2: number 7 is there already.")
    expect(ada.locator("#roster-wrong")).to_contain_text("Line 3: 123 is not a number")
    lines.fill("7\tAda Marsh\n8\tBo Hill")
    ada.get_by_label("Bo Hill is captain").check()
    ada.get_by_role("button", name="Keep this roster").click()

    expect(ada.locator(".panel.home .chip")).to_have_count(2)
    expect(ada.locator(".panel.home .chip[data-captain]")).to_contain_text("Bo Hill")


def test_substitution_takes_who_goes_out_and_who_comes_in(crowd: Crowd) -> None:
    board = _with_players()
    ada = crowd.somebody()
    keep_score(ada, board)

    _press(ada, "v")
    dialog = ada.locator("#subs")
    dialog.locator("[data-subs=out]").get_by_role("button", name="7 Ada Marsh").click()
    dialog.locator("[data-subs=in]").get_by_role("button", name="12 Flo Day").click()
    dialog.get_by_role("button", name="Substitute").click()

    expect(ada.locator(".panel.home .chip[data-bench]")).to_have_count(2)
    expect(ada.locator(".panel.home .chip[data-bench]").first).to_contain_text("Ada Marsh")
    assert _payloads() == [{"kind": "substitution", "team": "home", "goes_in": "f", "goes_out": "a"}]


def test_player_who_fouled_out_is_marked_and_refused_with_the_rule(crowd: Crowd) -> None:
    board = _with_players()
    for _ in range(5):
        command(board, "foul", team="home", player="a")
    ada = crowd.somebody()
    keep_score(ada, board)

    chip = ada.locator(".panel.home .chip[data-out]")
    expect(chip).to_have_attribute("aria-label", "7 Ada Marsh, 5 fouls, out on fouls")
    chip.click()
    ada.locator(".panel.home").get_by_role("button", name="Steal").click()

    expect(ada.locator(".panel.home [data-told]")).to_contain_text("Not done: Steal")
    expect(ada.locator(".panel.home [data-told]")).to_contain_text("out of the game")


def test_shot_clock_counts_with_the_game_clock_and_blows_at_zero(crowd: Crowd) -> None:
    board = open_board()
    ada = crowd.somebody()
    keep_score(ada, board)
    time = ada.locator("[data-shot-time]")

    _press(ada, "y")
    expect(time).to_have_text("14")
    ada.locator(".shot-desk").get_by_role("button", name="Set").click()
    ada.get_by_label("Seconds left").fill("2.5")
    ada.get_by_role("button", name="Set the shot clock").click()
    expect(time).to_have_text("2.5")
    _press(ada, "Space")

    expect(ada.locator(".shot-desk[data-horn-blows]")).to_be_visible(timeout=10_000)
    expect(time).to_have_text("0.0")
    expect(ada.get_by_role("button", name="Start the clock")).to_be_visible()
    _press(ada, "r")
    expect(time).to_have_text("24")
    ada.locator(".shot-desk").get_by_role("button", name="Off").click()
    expect(time).to_have_text("off")


def test_rules_without_a_shot_clock_show_none(crowd: Crowd) -> None:
    board = open_board(profile="youth")
    ada = crowd.somebody()

    keep_score(ada, board)

    expect(ada.locator(".shot-desk")).to_have_count(0)
    expect(ada.locator("[data-seats-say]")).to_have_text("You keep the score and the clock.")


def test_past_play_is_changed_taken_out_and_added_to(crowd: Crowd) -> None:
    board = _with_players()
    ada, ben = crowd.somebody(), crowd.somebody(width=390)
    keep_score(ada, board)
    watch(ben, board)
    _press(ada, "3", "Enter", "f", "Enter", "9")
    see_score(ada, 3, 2)

    ada.get_by_role("button", name="Correct the plays").click()
    _correct(ada, "Lions: 3 points", "Change it")
    ada.get_by_label("Points", exact=True).select_option("2")
    ada.get_by_label("Player", exact=True).select_option("7 Ada Marsh")
    expect(ada.locator("[data-becomes]")).to_have_text("Becomes: Points made · Lions · 2 · 7 Ada Marsh")
    _because(ada, "foot on the line")
    see_score(ben, 2, 2)
    _correct(ada, "Bears: 2 points", "Take it out")
    _because(ada, "after the whistle")
    see_score(ben, 2, 0)
    _correct(ada, "Lions: personal foul", "Add a play after it")
    ada.locator("#review-team").select_option("Bears")
    ada.get_by_label("Points", exact=True).select_option("1")
    _because(ada, "free throw was missed out")

    see_score(ben, 2, 1)
    assert list(GameEvent.objects.order_by("-position").values_list("kind", flat=True)[:3]) == [
        "insert",
        "strike",
        "edit",
    ]


def test_correction_that_a_later_play_forbids_names_that_play(crowd: Crowd) -> None:
    board = _with_players()
    command(board, "substitution", team="home", goes_in="f", goes_out="a")
    command(board, "foul", team="home", player="f")
    ada = crowd.somebody()
    keep_score(ada, board)

    ada.get_by_role("button", name="Correct the plays").click()
    rows = ada.locator(".review-row")
    expect(rows).not_to_have_count(0)
    _correct(ada, "roster", "Take it out")
    _because(ada, "wrong team")

    expect(ada.locator("[data-review-form] [data-wrong]")).to_contain_text("would no longer be possible")


def test_final_can_be_corrected_and_says_so(crowd: Crowd) -> None:
    board = open_board()
    command(board, "score", team="home", points=2)
    command(board, "final", reason="forfeit")
    ada, ben = crowd.somebody(), crowd.somebody()
    keep_score(ada, board)
    watch(ben, board)

    expect(ada.locator(".final-note")).to_be_visible()
    ada.get_by_role("button", name="Correct the plays").click()
    _correct(ada, "Lions: 2 points", "Change it")
    ada.get_by_label("Points", exact=True).select_option("3")
    _because(ada, "seen on video")

    see_score(ben, 3, 0)
    expect(ben.locator(".board")).to_contain_text("corrected", ignore_case=True)


def test_clock_score_fouls_and_period_are_put_right_with_a_reason(crowd: Crowd) -> None:
    board = open_board()
    ada = crowd.somebody()
    keep_score(ada, board)

    _fill(ada, "Correct the score", {"#score-points": "4", "#score-reason": "miscounted"})
    see_score(ada, 4, 0)
    _fill(ada, "Correct the fouls", {"#fouls-count": "3", "#fouls-reason": "miscounted"})
    expect(ada.locator('[data-figure="home.fouls"]')).to_have_text("3")
    _fill(ada, "Correct the period", {"#period-number": "2", "#period-clock": "4:30", "#period-reason": "begun late"})
    expect(ada.locator('[data-figure="period.label"]').first).to_have_text("Q2")
    _fill(ada, "Set the clock", {"#clock-value": "3:21"})
    expect(ada.locator(".board .clock")).to_have_text("3:21")


def _press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def _with_players() -> Opened:
    board = open_board()
    starters = [{"id": one, "number": number, "name": name, "starter": True} for one, number, name in LIONS]
    bench = [{"id": one, "number": number, "name": name} for one, number, name in BENCH]
    command(board, "roster", team="home", players=[*starters, *bench])
    return board


def _payloads() -> list[dict[str, object]]:
    """What was commanded from the console, in order."""
    return list(GameEvent.objects.exclude(actor="test").order_by("position").values_list("payload", flat=True))


def _correct(page: Page, text: str, way: str) -> None:
    page.locator(".review-row", has_text=text).get_by_role("button").first.click()
    page.get_by_label(way).check()


def _because(page: Page, reason: str) -> None:
    form = page.locator("[data-review-form]")
    form.get_by_label("Reason").fill(reason)
    form.get_by_role("button", name="Correct it").click()


def _fill(page: Page, opener: str, fields: dict[str, str]) -> None:
    page.get_by_role("button", name=opener).first.click()
    for field, text in fields.items():
        page.locator(field).fill(text)
    page.locator("dialog[open] [type=submit]").click()
