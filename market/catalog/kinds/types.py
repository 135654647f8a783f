"""The types of attributes: each reads what was given for it, or says in words why it cannot be kept."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from project.accounts.profiles.links import is_https
from project.base.visible import visible_line

LONGEST_TEXT, LONGEST_ADDRESS, MOST_CHOICES = 120, 500, 20
type Words = str | Promise
type Value = str | int | bool | list[str]


class Type(StrEnum):
    """What a value of an attribute is; amounts are millionths of a US dollar, and no attribute is a fraction."""

    TEXT = "text"
    CHOICE = "choice"
    CHOICES = "choices"
    INTEGER = "integer"
    AMOUNT = "amount"
    YES_NO = "yes_no"
    ADDRESS = "address"


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One of the values that an attribute may have."""

    value: str
    label: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribute:
    """What products of a kind say of themselves under this name.

    `unit` stands behind numbers (`tokens`, `ms`); one that `is_filterable` is offered beside lists of products.
    """

    name: str
    label: Words
    type: Type
    choices: tuple[Choice, ...] = ()
    is_required: bool = False
    is_filterable: bool = False
    unit: Words = ""
    hint: Words = ""
    least: int = 0
    most: int = 10**12

    def read(self, given: Any) -> Value | None:
        """The value to keep; None where nothing was given. Raises `ValueError` with words for whoever gave it."""
        if given is None or given == "" or given == []:
            return None
        return READERS[self.type](self, given)

    def label_of(self, value: str) -> Words:
        """How one of its choices is called."""
        return next((choice.label for choice in self.choices if choice.value == value), value)


def _text(attribute: Attribute, given: Any) -> Value:
    if not isinstance(given, str):
        raise ValueError(_("This is a text."))
    text = visible_line(given)
    if len(text) > LONGEST_TEXT:
        raise ValueError(_("At most %(most)s characters.") % {"most": LONGEST_TEXT})
    return text


def _choice(attribute: Attribute, given: Any) -> Value:
    if not isinstance(given, str) or given not in {choice.value for choice in attribute.choices}:
        raise ValueError(_("Choose one of the values offered."))
    return str(given)


def _choices(attribute: Attribute, given: Any) -> Value:
    several = [given] if isinstance(given, str) else given
    if not isinstance(several, list) or len(several) > MOST_CHOICES:
        raise ValueError(_("This is a list of values."))
    # In the order of the choices, each once: the same choice is the same value.
    if not all(isinstance(one, str) for one in several) or set(several) - {one.value for one in attribute.choices}:
        raise ValueError(_("Choose from the values offered."))
    return [choice.value for choice in attribute.choices if choice.value in several]


def _integer(attribute: Attribute, given: Any) -> Value:
    if isinstance(given, str) and given.strip().isascii() and given.strip().isdigit():
        given = int(given.strip()[:15])
    if not isinstance(given, int) or isinstance(given, bool):
        raise ValueError(_("This is a whole number."))
    if not attribute.least <= given <= attribute.most:
        raise ValueError(_("From %(least)s to %(most)s.") % {"least": attribute.least, "most": attribute.most})
    return given


def _yes_no(attribute: Attribute, given: Any) -> Value:
    words = {"true": True, "yes": True, "on": True, "1": True, "false": False, "no": False, "off": False, "0": False}
    read = given if isinstance(given, bool) else words.get(str(given).lower())
    if read is None:
        raise ValueError(_("This is yes or no."))
    return read


def _address(attribute: Attribute, given: Any) -> Value:
    if not isinstance(given, str) or len(given) > LONGEST_ADDRESS or not is_https(given.strip()):
        raise ValueError(_("This is an address that begins with https://."))
    return given.strip()


READERS: dict[Type, Callable[[Attribute, Any], Value]] = {
    Type.TEXT: _text,
    Type.CHOICE: _choice,
    Type.CHOICES: _choices,
    Type.INTEGER: _integer,
    Type.AMOUNT: _integer,
    Type.YES_NO: _yes_no,
    Type.ADDRESS: _address,
}
