"""People talk: live, through a lost server, in threads, with quotes, calls, reactions and files."""

from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import expect

from project.base import clock
from realtime.chat.actions.stays import note_seen
from realtime.chat.models import Message, Stay
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
    see_words,
    words_of,
)
from tests.journeys.people import Crowd, see_live
from tests.site import Site

# What is sent arrives, and its answer does not.
SWALLOW = """const real = window.fetch;
window.fetch = async (address, options) => {
  const answer = await real(address, options);
  if (options?.method === "POST" && String(address).endsWith("/messages")) throw new TypeError("cut");
  return answer;
};"""

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


def test_two_talk_while_the_server_is_killed_and_nothing_is_lost_or_doubled(crowd: Crowd, site: Site) -> None:
    ada, ben = come(crowd, "Ada"), come(crowd, "Ben", theme="dark", width=390)
    address = open_room(ada, "Harbour")
    enter(ben, address)
    say(ada, "One")
    see(ben, "One")

    site.kill()
    say(ada, "Two")
    desk(ben).fill("Three")
    ben.get_by_role("button", name="Send").click()
    expect(message(ada, "Two")).to_contain_text("Sending…")
    site.start()
    see(ben, "Two")
    see(ada, "Three")
    say(ada, "Four")
    see(ben, "Four")

    see_words(ada, words_of(ben))
    assert sorted(words_of(ada)) == ["Four", "One", "Three", "Two"]
    enter(ada, address)
    see_words(ada, words_of(ben))


def test_message_without_an_answer_outlives_a_reload_and_is_sent_once(crowd: Crowd) -> None:
    ada, ben = come(crowd, "Ada"), come(crowd, "Ben")
    address = open_room(ada, "Harbour")
    enter(ben, address)

    cut = ada.context.new_page()
    cut.add_init_script(SWALLOW)
    cut.route_web_socket("**/rt", lambda socket: None)
    cut.goto(address)
    expect(cut.locator("[data-chat][data-topic]")).to_be_visible(timeout=PATIENCE_MS)
    say(cut, "Only once")
    see(ben, "Only once")
    expect(message(cut, "Only once")).to_contain_text("Sending…")
    cut.close()
    enter(ada, address)

    see_words(ada, ["Only once"])
    see_words(ben, ["Only once"])


def test_refused_message_says_why_and_is_tried_again_or_discarded(crowd: Crowd) -> None:
    ada = come(crowd, "Ada")
    open_room(ada, "Harbour")
    refusal = '{"code": "RoomLocked", "title": "This room is locked."}'
    ada.route(
        "**/api/chat/rooms/*/messages",
        lambda route: route.fulfill(status=409, body=refusal, content_type="application/problem+json"),
    )
    say(ada, "First")
    say(ada, "Second")
    expect(message(ada, "First")).to_contain_text("Not sent. This room is locked.")
    expect(message(ada, "Second")).to_contain_text("Not sent.")
    ada.unroute("**/api/chat/rooms/*/messages")

    message(ada, "First").get_by_role("button", name="Try again").click()
    message(ada, "Second").get_by_role("button", name="Discard").click()

    see_words(ada, ["First"])


def test_edit_delete_react_and_quote_are_seen_at_once(crowd: Crowd) -> None:
    ada, ben = come(crowd, "Ada"), come(crowd, "Ben")
    address = open_room(ada, "Harbour")
    enter(ben, address)
    say(ada, "Frist")
    see(ben, "Frist")

    desk(ada).press("ArrowUp")
    expect(desk(ada)).to_have_value("Frist")
    say(ada, "First **words**")
    see(ben, "First words")
    expect(message(ben, "First words").get_by_text("edited")).to_be_visible()
    choose(ben, "First words", "👍")
    expect(message(ada, "First words").get_by_role("button", name="👍 1: Ben reacted with 👍")).to_be_visible()
    message(ada, "First words").get_by_role("button", name="👍 1").click()
    expect(message(ben, "First words").get_by_role("button", name="👍 2")).to_be_visible()
    choose(ben, "First words", "Quote")
    say(ben, "Well said")
    expect(message(ada, "Well said").locator("blockquote").first).to_contain_text("Ada First words")
    choose(ada, "First words", "Delete")
    ada.get_by_role("dialog").get_by_role("button", name="Delete").click()

    expect(ben.locator(".msg[data-deleted]")).to_contain_text("This message was deleted.")
    expect(message(ben, "Well said").locator("blockquote").first).to_contain_text("a message that was deleted")


def test_thread_goes_on_beside_the_room_and_the_room_counts_its_answers(crowd: Crowd) -> None:
    ada, ben = come(crowd, "Ada"), come(crowd, "Ben", width=390, theme="dark")
    address = open_room(ada, "Harbour")
    enter(ben, address)
    say(ada, "A question")
    see(ben, "A question")

    choose(ada, "A question", "Answer in a thread")
    expect(ada.locator("#body-thread")).to_be_focused()
    ada.keyboard.type("My own answer")
    ada.keyboard.press("Enter")
    message(ben, "A question").get_by_role("link", name="1 reply").click()
    expect(ben.locator(".thread .prose")).to_have_text(["A question", "My own answer"])
    ben.locator("#body-thread").fill("And mine")
    ben.locator(".thread").get_by_role("button", name="Send").click()

    expect(ada.locator(".thread .prose")).to_have_text(["A question", "My own answer", "And mine"])
    expect(message(ada, "A question").get_by_role("link", name="2 replies")).to_be_visible()
    see_words(ada, ["A question"])
    ada.keyboard.press("Escape")
    expect(ada.locator(".thread")).to_be_hidden()


def test_call_by_name_is_completed_marked_and_counted_on_every_page(crowd: Crowd) -> None:
    ada, ben = come(crowd, "Ada"), come(crowd, "Benedict")
    address = open_room(ada, "Harbour")
    enter(ben, address)
    say(ben, "I am here")
    see(ada, "I am here")
    ben.goto("/boards/")
    see_live(ben)

    desk(ada).press_sequentially("come @ben")
    expect(ada.get_by_role("option", name="Benedict")).to_be_visible()
    desk(ada).press("Enter")
    expect(desk(ada)).to_have_value("come @Benedict ")
    desk(ada).press("Enter")

    badge = ben.locator("[data-unread]")
    expect(badge).to_contain_text("1", timeout=PATIENCE_MS)
    expect(badge).to_have_attribute("data-called", "")
    ben.goto("/chat/")
    ben.locator("[data-rooms]").get_by_role("link", name="Harbour").click()
    expect(message(ben, "come @Benedict").locator(".mention")).to_have_attribute("data-me", "")
    expect(ben.locator("[data-unread]")).to_be_hidden(timeout=PATIENCE_MS)


def test_files_are_sent_by_button_seen_by_others_and_opened(crowd: Crowd, tmp_path: Path) -> None:
    ada, ben = come(crowd, "Ada"), come(crowd, "Ben")
    address = open_room(ada, "Harbour")
    enter(ben, address)
    Image.new("RGB", (900, 600), (20, 110, 100)).save(tmp_path / "pier.png")
    (tmp_path / "notes.txt").write_text("What to bring")

    desk(ada).click()
    ada.locator(".upload").or_(desk(ada)).first.wait_for()
    ada.locator("#chat form[data-composer] input[type=file]").first.or_(
        ada.locator("input[type=file]").first
    ).set_input_files([tmp_path / "pier.png", tmp_path / "notes.txt"])
    expect(ada.locator(".upload progress[hidden]")).to_have_count(2, timeout=PATIENCE_MS)
    say(ada, "Look")

    row = message(ben, "Look")
    expect(row.get_by_role("img", name="pier.png")).to_be_visible(timeout=PATIENCE_MS)
    expect(row.get_by_role("img", name="pier.png")).to_have_attribute("width", "360")
    expect(row.get_by_role("link", name="notes.txt 13 B")).to_be_visible()
    row.get_by_role("link", name="pier.png").click()
    expect(ben.get_by_role("dialog", name="Picture")).to_be_visible()


def test_draft_is_kept_for_each_room_over_a_reload(crowd: Crowd) -> None:
    ada = come(crowd, "Ada")
    first, second = open_room(ada, "Harbour"), open_room(ada, "Pier")
    for address, text in ((first, "For the harbour"), (second, "For the pier")):
        enter(ada, address)
        desk(ada).press_sequentially(text)

    for address, text in ((first, "For the harbour"), (second, "For the pier")):
        enter(ada, address)
        expect(desk(ada)).to_have_value(text)


def test_reader_of_old_messages_stays_there_and_is_told_of_new_ones(crowd: Crowd) -> None:
    ada, ben = come(crowd, "Ada"), come(crowd, "Ben")
    address = open_room(ada, "Harbour")
    for number in range(40):
        say(ada, f"Line {number}")
    see(ada, "Line 39")
    enter(ben, address)
    see(ben, "Line 39")
    box = ben.locator(".chat > .pane [data-scroll]")
    box.evaluate("box => { box.scrollTop = -box.scrollHeight; }")
    see(ben, "Line 0")
    box.evaluate("box => { box.scrollTop = -700; }")
    ben.wait_for_timeout(300)
    middle = message(ben, "Line 20")
    before = middle.bounding_box()

    for number in range(3):
        say(ada, f"New {number}")

    expect(ben.get_by_role("button", name="3 new")).to_be_visible(timeout=PATIENCE_MS)
    moved = (middle.bounding_box() or {"y": 0})["y"] - (before or {"y": 0})["y"]
    assert abs(moved) <= 1
    ben.get_by_role("button", name="3 new").click()
    expect(message(ben, "New 2")).to_be_in_viewport()
    assert words_of(ben) == [*(f"Line {number}" for number in range(40)), *(f"New {number}" for number in range(3))]


def test_that_somebody_joined_is_no_message_of_theirs(crowd: Crowd) -> None:
    ada, ben = come(crowd, "Ada"), come(crowd, "Ben")
    address = open_room(ada, "Harbour")
    enter(ben, address)
    expect(ada.get_by_text("Ada and Ben joined.")).to_be_visible(timeout=PATIENCE_MS)
    desk(ben).press_sequentially("Wait")
    expect(ada.get_by_text("Ben is typing…")).to_be_visible(timeout=PATIENCE_MS)

    left = Stay.objects.get(person__display_name="Ben")
    left.delete()
    note_seen(room=left.room.public_id, people=[left.person_id], now=clock.now())
    say(ada, "Well?")

    see(ada, "Well?")
    assert Message.objects.filter(kind="joined", author=left.person).count() == 2
    expect(ada.get_by_text("Ben is typing…")).to_be_visible()


def test_who_types_is_named_until_the_message_comes(crowd: Crowd) -> None:
    ada, ben = come(crowd, "Ada"), come(crowd, "Ben")
    address = open_room(ada, "Harbour")
    enter(ben, address)
    expect(ada.get_by_text("2 here")).to_be_visible(timeout=PATIENCE_MS)

    desk(ben).press_sequentially("Wait")
    expect(ada.get_by_text("Ben is typing…")).to_be_visible(timeout=PATIENCE_MS)
    desk(ben).press("Enter")

    see(ada, "Wait")
    expect(ada.get_by_text("Ben is typing…")).to_be_hidden()
