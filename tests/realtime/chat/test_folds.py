"""The newest page of a room: it has an end by count and by weight, and its beginning only moves on."""

from hypothesis import given
from hypothesis import strategies as st

from realtime.chat.folds import SHOWN_BYTES, SHOWN_MESSAGES, SHOWN_ROOMS, fold_inbox, newest

weights = st.lists(st.integers(1, SHOWN_BYTES + 5), max_size=80)


@given(weights)
def test_the_newest_page_fits(weights: list[int]) -> None:
    messages = [{"seq": place, "weight": weight} for place, weight in enumerate(weights, start=1)]

    page = newest(messages)

    assert page == messages[len(messages) - len(page) :]
    assert len(page) <= SHOWN_MESSAGES
    assert len(page) == min(1, len(messages)) or sum(one["weight"] for one in page) <= SHOWN_BYTES


@given(weights, weights)
def test_pages_folded_step_by_step_are_the_page_of_all(before: list[int], after: list[int]) -> None:
    messages = [{"seq": place, "weight": weight} for place, weight in enumerate([*before, *after], start=1)]

    page = newest(messages[: len(before)])
    for message in messages[len(before) :]:
        page = newest([*page, message])

    assert page == newest(messages)


@given(st.lists(st.tuples(st.integers(0, 60), st.integers(0, 3)), max_size=200))
def test_an_inbox_keeps_the_rooms_that_moved_last(moves: list[tuple[int, int]]) -> None:
    inbox: dict[str, list[dict[str, object]]] = {"rooms": []}
    at: dict[int, int] = {}
    moment = 0
    for room, pause in moves:
        moment += pause
        at[room] = moment
        entry = {"room": {"id": f"room_{room:02}"}, "at": f"{moment:06}"}
        inbox = fold_inbox(inbox, "inbox.changed", {"entry": entry})

    expected = sorted(((f"{when:06}", f"room_{room:02}") for room, when in at.items()), reverse=True)
    kept = [(entry["at"], entry["room"]["id"]) for entry in inbox["rooms"]]  # type: ignore[index]
    assert kept == expected[:SHOWN_ROOMS]
