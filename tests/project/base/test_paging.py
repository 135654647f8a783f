"""Pages, cursors and sorting as every list of the API has them."""

import pytest
from pytest_django import Settings

from project.base.paging import CursorNotValid, NotSortable, Page, link_header, read_cursor, read_sort, write_cursor


@pytest.mark.parametrize(
    ("total", "page", "relations"),
    [
        (0, 1, {"first": 1, "last": 1}),
        (10, 1, {"first": 1, "last": 1}),
        (11, 1, {"first": 1, "next": 2, "last": 2}),
        (25, 2, {"first": 1, "prev": 1, "next": 3, "last": 3}),
        (25, 3, {"first": 1, "prev": 2, "last": 3}),
    ],
)
def test_a_page_knows_the_others(total: int, page: int, relations: dict[str, int]) -> None:
    found = Page[int](items=(), total=total, page=page, limit=10)

    assert {name: asked["page"] for name, asked in found.links().items()} == relations


def test_links_keep_what_else_was_asked_for() -> None:
    told = link_header("/api/things", {"search": "a b", "page": "2"}, {"next": {"page": 3, "limit": 10}})

    assert told == '</api/things?search=a+b&page=3&limit=10>; rel="next"'


def test_cursor_is_read_as_it_was_written() -> None:
    cursor = write_cursor("things -created_at", ["2026-11-21T12:00:00+00:00", 7, None])

    assert read_cursor("things -created_at", cursor, count=3) == ["2026-11-21T12:00:00+00:00", 7, None]


@pytest.mark.parametrize(
    "cursor", ["", "x", "AAAA", "====", "ж", write_cursor("things", [1])[:-1] + "A", write_cursor("others", [1])]
)
def test_cursor_that_we_did_not_write_for_this_list_is_refused(cursor: str) -> None:
    with pytest.raises(CursorNotValid):
        read_cursor("things", cursor, count=1)


def test_cursor_outlives_a_change_of_secrets(settings: Settings) -> None:
    cursor = write_cursor("things", [1])

    settings.SECRET_KEY_FALLBACKS, settings.SECRET_KEY = [settings.SECRET_KEY], "another" * 10

    assert read_cursor("things", cursor, count=1) == [1]


def test_lists_are_sorted_by_what_they_allow() -> None:
    allowed = {"created_at", "title"}

    assert read_sort("", allowed=allowed, default="-created_at") == ("-created_at",)
    assert read_sort("title,-created_at", allowed=allowed, default="-created_at") == ("title", "-created_at")
    for asked in ("password", "-title,title", "title,", "--title", "author__email"):
        with pytest.raises(NotSortable):
            read_sort(asked, allowed=allowed, default="-created_at")
