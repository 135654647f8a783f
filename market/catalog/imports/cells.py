"""Cells of a table: safe for spreadsheets on the way out, forgiving on the way in, and the same after both."""

import re

from project.base.money import exponent

# What a spreadsheet would run: a cell that begins so is given an apostrophe, and loses one when it is read.
FORMULA = re.compile(r"'*[=+\-@\t\r]")
QUOTED = re.compile(r"'+[=+\-@\t\r]")
YES = frozenset({"yes", "true", "1", "on", "x"})


def guarded(text: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{text}" if FORMULA.match(text) else text


def unguarded(text: str) -> str:
    """A cell as it was before `guarded`."""
    return text[1:] if QUOTED.match(text) else text


def amount_cell(minor: int, currency: str) -> str:
    """An amount as a plain number, with the currency's decimals."""
    decimals = exponent(currency)
    whole, rest = divmod(minor, 10**decimals)
    return f"{whole}.{rest:0{decimals}d}" if decimals else str(whole)


def is_yes(text: str) -> bool:
    """Whether a cell says yes."""
    return text.strip().lower() in YES
