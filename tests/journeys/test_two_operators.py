"""Ada keeps the score, Ben the clock: seats handed over and taken over, and two who press at one board at once."""

from datetime import timedelta

import pytest
from playwright.sync_api import Locator, Page, expect

from project.base import clock
from realtime.scoreboards.models import GameEvent, Seat
from tests.frontend.boards import Opened, open_board
from tests.journeys.hammer import Told, hammer
from tests.journeys.people import Crowd, call_oneself, keep_score, see_plays, see_score, see_seated

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


def test_opening_the_console_takes_the_free_seats_and_says_so(crowd: Crowd) -> None:
    board = open_board()

    ada, ben = _sit_down(crowd, board)

    expect(_keeps(ada)).to_have_text("You keep the score, the clock, and the shot clock.")
    expect(_keeps(ben)).to_have_text("You hold no seat: you can look, and ask for one.")
    plus_two = ben.locator(".panel.home").get_by_role("button", name="+2")
    expect(plus_two).to_be_disabled()
    expect(plus_two).to_have_attribute("title", "Ada holds the score. Ask for it above.")
    ben.keyboard.press("2")
    expect(ben.locator(".panel.home [data-told]")).to_have_text("Ada holds the score. Ask for it above.")
    assert not GameEvent.objects.exists()


def test_seat_is_handed_over_when_its_holder_gives_it(crowd: Crowd) -> None:
    board = open_board()
    ada, ben = _sit_down(crowd, board)

    _seat(ben, "the clock").click()
    expect(ada.locator("[data-request]")).to_have_attribute("role", "alert")
    expect(ada.locator("[data-request-text]")).to_have_text("Ben asks for the clock.")
    ada.get_by_role("button", name="Give").click()

    expect(_keeps(ben)).to_have_text("You keep the clock.")
    expect(_keeps(ada)).to_have_text("You keep the score and the shot clock.")
    ben.keyboard.press("Space")
    ada.keyboard.press("2")
    for page in (ada, ben):
        see_plays(page, 2)
        see_score(page, 2, 0)


def test_seat_that_its_holder_keeps_is_not_handed_over(crowd: Crowd) -> None:
    board = open_board()
    ada, ben = _sit_down(crowd, board)

    _seat(ben, "the score").click()
    expect(ben.locator('[data-seat-cell="scorer"]')).to_contain_text("You asked Ada")
    ada.get_by_role("button", name="Keep", exact=True).click()

    expect(ben.locator(".seats [data-told]")).to_have_text("Ada keeps the score.")
    expect(_keeps(ada)).to_have_text("You keep the score, the clock, and the shot clock.")


def test_seats_of_somebody_who_went_away_are_taken_over_and_seen_to_be(crowd: Crowd) -> None:
    board = open_board()
    ada = crowd.somebody()
    call_oneself(ada, "Ada")
    keep_score(ada, board)
    ada.context.set_offline(True)
    Seat.objects.update(lease_until=clock.now() - timedelta(seconds=1))

    ben = crowd.somebody()
    call_oneself(ben, "Ben")
    keep_score(ben, board)
    ben.keyboard.press("3")
    see_score(ben, 3, 0)
    ada.context.set_offline(False)

    expect(ada.locator(".seats [data-told]")).to_contain_text("Ben has the score now.", timeout=30_000)
    expect(ada.locator(".panel.home").get_by_role("button", name="+2")).to_be_disabled()
    see_score(ada, 3, 0)


def test_seat_that_is_left_is_free_for_the_other(crowd: Crowd) -> None:
    board = open_board()
    ada, ben = _sit_down(crowd, board)

    _seat(ada, "the clock").click()
    expect(ben.locator('[data-seat-cell="timer"]')).to_contain_text("free")
    _seat(ben, "the clock").click()

    expect(_keeps(ben)).to_have_text("You keep the clock.")


def test_undo_of_what_the_other_did_says_whose_it_is_and_asks(crowd: Crowd) -> None:
    board = open_board()
    ada, ben = _sit_down(crowd, board)
    _hand_over(ada, ben, "the clock")
    ada.keyboard.press("2")
    see_score(ben, 2, 0)
    ben.keyboard.press("Space")
    see_plays(ada, 2)

    ada.keyboard.press("u")
    expect(ada.locator("#others")).to_contain_text("Clock started")
    expect(ada.locator("#others")).to_contain_text("Ben")
    ada.locator("#others").get_by_role("button", name="Leave it").click()
    see_plays(ada, 2)
    ada.keyboard.press("u")
    ada.locator("#others").get_by_role("button", name="Undo it all the same").click()

    see_plays(ada, 3)
    expect(ben.locator(".board .clock")).not_to_have_attribute("data-running", "")
    see_score(ben, 2, 0)


def test_two_who_press_at_once_lose_nothing_and_double_nothing(crowd: Crowd) -> None:
    assert_nothing_lost_or_doubled(crowd, seconds=8)


def assert_nothing_lost_or_doubled(crowd: Crowd, *, seconds: float) -> tuple[Told, Told]:
    """Every press that a console called done is one event, and every event one such press; both see the same end."""
    board = open_board()
    ada, ben = _sit_down(crowd, board)
    _hand_over(ada, ben, "the clock")
    _hand_over(ada, ben, "the shot clock")

    scorer, timer = hammer(ada, ben, seconds=seconds)

    events = list(GameEvent.objects.order_by("position").values_list("command_id", flat=True))
    assert sorted(events) == sorted([*scorer.accepted, *timer.accepted])
    assert len(events) == len(set(events)) == scorer.done + timer.done
    assert scorer.conflicts == scorer.refusals("PositionConflict")
    assert scorer.others == scorer.refusals("UndoTakesOthers")
    _assert_only_absolute_ones_conflict(scorer.sent + timer.sent)
    last = GameEvent.objects.order_by("position").last()
    assert last is not None
    for page in (ada, ben):
        see_score(page, last.home_score, last.away_score)
        expect(page.locator(".board")).to_have_attribute("data-position", str(last.position))
    return scorer, timer


def _assert_only_absolute_ones_conflict(sent: list[dict[str, str]]) -> None:
    assert {one["kind"] for one in sent if one["code"] == "PositionConflict"} <= {"undo"}


def _sit_down(crowd: Crowd, board: Opened) -> tuple[Page, Page]:
    pages = crowd.somebody(), crowd.somebody(theme="dark", width=390)
    for page, name in zip(pages, ("Ada", "Ben"), strict=True):
        call_oneself(page, name)
        keep_score(page, board)
        see_seated(page)
    return pages


def _keeps(page: Page) -> Locator:
    return page.locator("[data-seats-say]")


def _seat(page: Page, what: str) -> Locator:
    return page.locator(f'.seat[data-what="{what}"] button')


def _hand_over(giver: Page, taker: Page, what: str) -> None:
    _seat(taker, what).click()
    giver.get_by_role("button", name="Give").click()
    expect(taker.locator(f'.seat[data-what="{what}"]')).to_have_attribute("data-stands", "mine")
