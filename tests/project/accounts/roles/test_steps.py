"""Steps to a role: any room adds one, what is done stays done, and each may keep a result of its own."""

import pytest
from pytest_django import DjangoAssertNumQueries

from project.accounts.models import Role, User
from project.accounts.roles import steps
from project.accounts.roles.models import StepDone
from project.accounts.roles.steps import finish_step, notice_progress, register_step
from project.base.errors import NotFound
from tests.project.accounts.roles.people import NOW, assert_refused, somebody

pytestmark = pytest.mark.django_db


@pytest.fixture
def facts(monkeypatch: pytest.MonkeyPatch) -> set[int]:
    """The people for whom the second of two steps is so."""
    people: set[int] = set()
    monkeypatch.setattr(steps, "_steps", {})
    said = {"tip": "", "url_name": "home"}
    register_step(Role.SELLER, "second", title="B", place=20, is_done=people.__contains__, **said)
    register_step(Role.SELLER, "first", title="A", place=10, **said)  # type: ignore[arg-type]
    register_step(Role.AFFILIATE, "other", title="C", place=5, **said)  # type: ignore[arg-type]
    return people


@pytest.fixture
def ada() -> User:
    return somebody("Ada")


def seen(person: User) -> tuple[int, int, str | None]:
    progress = notice_progress(person_id=person.pk, role=Role.SELLER, now=NOW)
    return progress.done, progress.percent, progress.next.name if progress.next else None


def test_way_begins_with_the_first_place_and_ends_when_all_is_done(ada: User, facts: set[int]) -> None:
    began = seen(ada)
    facts.add(ada.pk)
    second = seen(ada)
    finish_step(person_id=ada.pk, role=Role.SELLER, name="first", result={}, now=NOW)

    assert [began, second, seen(ada)] == [(0, 0, "first"), (1, 50, "first"), (2, 100, None)]


def test_what_was_done_once_stays_done(ada: User, facts: set[int]) -> None:
    facts.add(ada.pk)
    seen(ada)
    facts.clear()

    assert seen(ada) == (1, 50, "first")


def test_step_with_a_page_of_its_own_keeps_its_newest_result_and_its_first_time(ada: User, facts: set[int]) -> None:
    for score in (3, 9):
        finish_step(person_id=ada.pk, role=Role.SELLER, name="first", result={"score": score}, now=NOW)

    assert StepDone.objects.values_list("result", "at").get() == ({"score": 9}, NOW)


def test_nobody_finishes_what_shows_by_itself_or_does_not_exist(ada: User, facts: set[int]) -> None:
    for name in ("second", "third", "other"):
        with assert_refused(NotFound):
            finish_step(person_id=ada.pk, role=Role.SELLER, name=name, result={}, now=NOW)

    assert not StepDone.objects.exists()


def test_looking_again_writes_nothing(
    ada: User, facts: set[int], django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    facts.add(ada.pk)
    seen(ada)

    with django_assert_num_queries(1):
        seen(ada)
