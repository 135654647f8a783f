"""Questions of the same moment are one question, and every asker gets their own answer."""

import asyncio

import pytest

from realtime.doors.batches import Batches


class Library:
    """Looks up what it knows, slowly, and remembers what it was asked for."""

    def __init__(self, **known: int) -> None:
        self.known, self.calls = known, list[list[str]]()
        self.asked, self.open = asyncio.Event(), asyncio.Event()
        self.open.set()

    async def load(self, keys: list[str]) -> dict[str, int]:
        self.calls.append(sorted(keys))
        self.asked.set()
        await self.open.wait()
        if "broken" in keys:
            raise LookupError("the library burns")
        return {key: self.known[key] for key in keys if key in self.known}


async def test_a_thousand_questions_of_one_moment_are_one_call() -> None:
    library = Library(**{f"k{number}": number for number in range(1000)})
    batches = Batches(library.load)

    answers = await asyncio.gather(*(batches.get(f"k{number}") for number in range(1000)))

    assert answers == [*range(1000)]
    assert len(library.calls) == 1


async def test_the_same_question_is_asked_once_and_answered_to_all() -> None:
    library = Library(a=1)
    batches = Batches(library.load)

    assert await asyncio.gather(*(batches.get("a") for _ in range(9))) == [1] * 9
    assert library.calls == [["a"]]


async def test_what_nobody_knows_is_none() -> None:
    assert await Batches(Library().load).get("a") is None


async def test_what_is_asked_during_a_call_makes_the_next_one() -> None:
    library = Library(a=1, b=2, c=3)
    library.open.clear()
    batches = Batches(library.load)

    first = asyncio.create_task(batches.get("a"))
    await library.asked.wait()
    others = [asyncio.create_task(batches.get(key)) for key in "bcb"]
    await asyncio.sleep(0)
    library.open.set()

    assert [await task for task in (first, *others)] == [1, 2, 3, 2]
    assert library.calls == [["a"], ["b", "c"]]


async def test_a_call_that_fails_fails_for_its_askers_and_the_next_one_works() -> None:
    library = Library(a=1)
    batches = Batches(library.load)

    answers = await asyncio.gather(batches.get("a"), batches.get("broken"), return_exceptions=True)

    assert [type(answer) for answer in answers] == [LookupError, LookupError]
    assert await batches.get("a") == 1


async def test_an_asker_who_gave_up_does_not_disturb_the_others() -> None:
    library = Library(a=1, b=2)
    library.open.clear()
    batches = Batches(library.load)
    impatient, patient = asyncio.create_task(batches.get("a")), asyncio.create_task(batches.get("b"))
    await library.asked.wait()

    impatient.cancel()
    library.open.set()

    assert await patient == 2
    with pytest.raises(asyncio.CancelledError):
        await impatient
