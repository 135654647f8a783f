"""A browser works the boards its session knows, the last fifty of them."""

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.http import HttpRequest

from realtime.scoreboards.models import Board
from realtime.scoreboards.operators import forget_operator, may_operate, remember_operator


@pytest.fixture
def request_of_ada() -> HttpRequest:
    request = HttpRequest()
    request.session = SessionStore()
    return request


def test_a_remembered_board_may_be_operated_and_no_other(request_of_ada: HttpRequest) -> None:
    remember_operator(request_of_ada, Board(slug="derby"))

    assert may_operate(request_of_ada, Board(slug="derby"))
    assert not may_operate(request_of_ada, Board(slug="other"))


def test_a_forgotten_board_may_not(request_of_ada: HttpRequest) -> None:
    remember_operator(request_of_ada, Board(slug="derby"))
    forget_operator(request_of_ada, Board(slug="derby"))

    assert not may_operate(request_of_ada, Board(slug="derby"))


def test_a_session_remembers_the_last_fifty(request_of_ada: HttpRequest) -> None:
    for number in range(51):
        remember_operator(request_of_ada, Board(slug=f"board-{number}"))

    assert not may_operate(request_of_ada, Board(slug="board-0"))
    assert may_operate(request_of_ada, Board(slug="board-1"))
