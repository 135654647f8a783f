"""Rooms with doors: invitations, direct messages, moderation, the room beside a game, and a keyboard alone."""

import pytest
from playwright.sync_api import Page, expect

from tests.frontend.boards import open_live_board
from tests.journeys.chatting import (
    PATIENCE_MS,
    choose,
    come,
    desk,
    enter,
    message,
    open_room,
    say,
    see,
    see_room,
    see_words,
)
from tests.journeys.people import Crowd, see_live

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


def test_private_room_opens_to_an_invitation_and_to_nothing_else(crowd: Crowd) -> None:
    ada, ben, cyd = come(crowd, "Ada"), come(crowd, "Ben", width=390), come(crowd, "Cyd")
    address = open_room(ada, "Secret plans", kind="private")
    ada.goto(f"{address}about/")
    ada.get_by_role("button", name="Make an invitation link").click()
    link = ada.locator("#invitation").inner_text()

    ben.goto(link)
    ben.get_by_role("button", name="Enter as Ben").click()
    see_room(ben)
    enter(ada, address)
    say(ada, "Now we are two")

    see(ben, "Now we are two")
    answer = cyd.goto(address)
    assert answer is not None
    assert answer.status == 404


def test_three_write_directly_and_come_back_to_one_room(crowd: Crowd) -> None:
    ada, ben, cyd = come(crowd, "Ada"), come(crowd, "Ben"), come(crowd, "Cyd")
    address = open_room(ada, "Harbour")
    for person, words in ((ben, "Here I am"), (cyd, "Me too")):
        enter(person, address)
        say(person, words)
        see(ada, words)

    def write_to(person: Page, *names: str) -> str:
        person.goto("/chat/direct/")
        for name in names:
            person.get_by_label(name, exact=True).check()
        person.get_by_role("button", name="Write to them").click()
        see_room(person)
        return person.url

    direct = write_to(ada, "Ben", "Cyd")
    say(ada, "Only for you two")
    for person in (ben, cyd):
        person.goto("/chat/")
        expect(person.locator("[data-rooms] li").first).to_contain_text("Only for you two", timeout=PATIENCE_MS)

    assert write_to(ben, "Ada", "Cyd") == direct
    see_words(ben, ["Only for you two"])
    expect(ben.get_by_role("heading", level=1)).to_have_text("Ada, Cyd")


def test_banned_person_is_out_within_a_moment_and_every_door_is_shut(crowd: Crowd) -> None:
    ada, ben = come(crowd, "Ada"), come(crowd, "Ben", theme="dark")
    address = open_room(ada, "Harbour")
    enter(ben, address)
    say(ben, "Something foul")
    see(ada, "Something foul")

    choose(ada, "Something foul", "Ban the author")
    ada.get_by_label("Reason").fill("Foul words")
    ada.get_by_role("button", name="Ban", exact=True).click()

    expect(ben.get_by_role("heading", name="This room is no longer open to you")).to_be_visible(timeout=3000)
    expect(ben.locator(".msg")).to_have_count(0)
    say(ada, "They are gone")
    room = address.rstrip("/").rsplit("/", 1)[1]
    for door in (f"/chat/{room}/", f"/chat/{room}/about/", f"/api/chat/rooms/{room}/messages"):
        assert ben.request.get(door).status == 403
    poll = ben.request.get(f"/api/rt/poll?topic=chat.{room}&since=")
    assert "They are gone" not in poll.text()
    assert "They are gone" not in ben.request.get("/chat/search/?q=gone").text()


def test_moderator_mutes_slows_and_locks_and_each_is_told_why(crowd: Crowd) -> None:
    ada, ben = come(crowd, "Ada"), come(crowd, "Ben", width=390)
    address = open_room(ada, "Harbour")
    enter(ben, address)
    desk(ben).fill("Too much")
    ben.get_by_role("button", name="Send").click()
    see(ada, "Too much")

    choose(ada, "Too much", "Delete for everybody")
    ada.get_by_role("button", name="Delete for everybody", exact=True).last.click()
    expect(ben.locator(".msg[data-deleted]")).to_contain_text("A moderator deleted this message.", timeout=PATIENCE_MS)
    ada.goto(f"{address}about/")
    ada.get_by_label("Slow mode").select_option("30")
    ada.get_by_role("button", name="Keep these settings").click()
    expect(ben.get_by_text("Slow mode: you can send again in")).to_be_visible(timeout=PATIENCE_MS)
    ada.get_by_role("button", name="Lock: only moderators write").click()
    expect(ben.get_by_text("This room is locked: only its moderators write now.")).to_be_visible(timeout=PATIENCE_MS)
    expect(desk(ben)).to_be_hidden()
    ada.get_by_role("button", name="Open the room again").click()

    expect(desk(ben)).to_be_visible(timeout=PATIENCE_MS)


def test_reported_message_is_decided_by_the_moderator(crowd: Crowd) -> None:
    ada, ben = come(crowd, "Ada"), come(crowd, "Ben")
    address = open_room(ada, "Harbour")
    enter(ben, address)
    say(ada, "Judge this")
    see(ben, "Judge this")

    choose(ben, "Judge this", "Report")
    ben.get_by_label("Reason").fill("I wonder")
    ben.get_by_role("button", name="Report", exact=True).click()
    expect(ben.get_by_text("Reported. A moderator will look at it.")).to_be_visible()
    ada.goto(f"{address}about/")
    expect(ada.get_by_text("Reported by Ben: I wonder")).to_be_visible()
    ada.get_by_role("button", name="Dismiss").click()

    expect(ada.get_by_text("Nothing is waiting for a decision.")).to_be_visible()


def test_stranger_reads_gives_a_name_in_place_and_writes(crowd: Crowd) -> None:
    ada, cyd = come(crowd, "Ada"), crowd.somebody(width=390, theme="dark")
    address = open_room(ada, "Harbour")
    say(ada, "Anybody there?")
    enter(cyd, address)
    see(cyd, "Anybody there?")

    cyd.get_by_label("Your name, to write here").fill("Cyd")
    cyd.get_by_role("button", name="Start writing").click()
    see_room(cyd)
    desk(cyd).fill("I am")
    cyd.get_by_role("button", name="Send").click()

    see(ada, "I am")
    assert cyd.url == address


def test_everything_is_done_by_keyboard_alone(crowd: Crowd) -> None:
    ada, ben = come(crowd, "Ada"), come(crowd, "Ben")
    address = open_room(ada, "Harbour")
    enter(ben, address)
    say(ben, "First")
    see(ada, "First")
    say(ada, "Second")
    see(ben, "Second")

    desk(ada).focus()
    ada.keyboard.press("Shift+Tab")
    for _ in range(6):
        if ada.evaluate("document.activeElement.matches('li.msg')"):
            break
        ada.keyboard.press("Shift+Tab")
    expect(message(ada, "Second")).to_be_focused()
    ada.keyboard.press("ArrowUp")
    expect(message(ada, "First")).to_be_focused()
    ada.keyboard.press("Enter")
    expect(ada.get_by_role("menu")).to_be_visible()
    ada.keyboard.press("Enter")
    expect(message(ben, "First").get_by_role("button", name="👍 1")).to_be_visible(timeout=PATIENCE_MS)
    expect(message(ada, "First")).to_be_focused()
    ada.keyboard.press("q")
    ada.keyboard.type("Quoted by keys")
    ada.keyboard.press("Enter")
    expect(message(ben, "Quoted by keys").locator("blockquote").first).to_contain_text("First", timeout=PATIENCE_MS)
    ada.keyboard.press("ArrowUp")
    expect(ada.get_by_text("Editing your message")).to_be_visible()
    ada.keyboard.press("Escape")
    expect(desk(ada)).to_have_value("")


def test_room_beside_a_game_opens_where_it_is_and_stays_open(crowd: Crowd) -> None:
    board = open_live_board()
    ada, ben = come(crowd, "Ada"), come(crowd, "Ben", width=390, theme="dark")
    for person in (ada, ben):
        person.goto(f"/boards/{board.slug}/")
        see_live(person)
        person.get_by_text("Talk about this game").click()
        expect(desk(person)).to_be_visible(timeout=PATIENCE_MS)

    say(ada, "What a game")
    see(ben, "What a game")
    ada.reload()

    see(ada, "What a game")


def test_who_watches_late_is_not_told_by_the_chat(crowd: Crowd) -> None:
    board = open_live_board()
    ada, ben = come(crowd, "Ada"), come(crowd, "Ben")
    ada.goto(f"/boards/{board.slug}/")
    ben.goto(f"/boards/{board.slug}/?delay=5")
    for person in (ada, ben):
        see_live(person)
        person.get_by_text("Talk about this game").click()
        expect(desk(person)).to_be_visible(timeout=PATIENCE_MS)
    expect(ben.get_by_text("this room is held back as long")).to_be_visible()

    say(ada, "They scored!")
    see_words(ada, ["They scored!"])
    say(ben, "I see nothing yet")
    see(ada, "I see nothing yet")

    assert ben.locator(".msg .prose").all_inner_texts() == ["I see nothing yet"]
    see(ben, "They scored!")
    see_words(ben, ["They scored!", "I see nothing yet"])


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_no_page_of_the_chat_scrolls_sideways(crowd: Crowd, width: int) -> None:
    ada = come(crowd, "Ada", width=width)
    address = open_room(ada, "A room with quite a long name that goes on and on")
    desk(ada).fill("A long-word: " + "x" * 300)
    ada.get_by_role("button", name="Send").click()
    see(ada, "A long-word")
    for page in ("/chat/", "/chat/new/", "/chat/direct/", "/chat/search/?q=long", address, f"{address}about/"):
        ada.goto(page)

        assert ada.evaluate("document.documentElement.scrollWidth") == width, page
