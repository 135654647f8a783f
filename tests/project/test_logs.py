"""What went wrong is told with its place, and without the values that were at hand: a password may be among them."""

import logging
from typing import Any

import pytest

from project.logs import logging_of


@pytest.mark.parametrize("style", ["json", "console"])
def test_a_failure_is_told_without_the_values_at_hand(style: str) -> None:
    line = _formatted(style)

    assert "ZeroDivisionError" in line
    assert "test_logs.py" in line
    assert "hunter2-the-password" not in line


def _formatted(style: str) -> str:
    told: dict[str, Any] = logging_of(level="INFO", style=style)["formatters"]["lines"]
    formatter = told.pop("()")(**told)
    password = "-".join(["hunter2", "the", "password"])
    try:
        len(password) / 0
    except ZeroDivisionError as error:
        return str(
            formatter.format(
                logging.LogRecord("x", 40, __file__, 1, "failed", (), (type(error), error, error.__traceback__))
            )
        )
    return ""
