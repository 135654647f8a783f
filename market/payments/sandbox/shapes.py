"""What a parameter may be, and the refusals of one that is not, in Stripe's words."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol
from urllib.parse import urlsplit

from market.payments.sandbox.errors import invalid


class Field(Protocol):
    """One parameter: how its text becomes a value."""

    @property
    def required(self) -> bool:
        """Whether it must be there."""

    def read(self, given: Any, name: str) -> Any:
        """The value; raises `StripeError`."""


@dataclass(frozen=True, kw_only=True)
class Text:
    """A text, perhaps one of some; `empty` lets it be unset."""

    required: bool = False
    longest: int = 5000
    choices: tuple[str, ...] = ()
    empty: bool = False
    url: bool = False

    def read(self, given: Any, name: str) -> str:
        """The same text."""
        if not isinstance(given, str):
            raise invalid("Invalid string: must be a string.", param=name)
        if not given and not self.empty:
            raise invalid(
                f"You passed an empty string for '{name}'. We assume empty values are an attempt to unset a parameter; "
                f"however '{name}' cannot be unset. You should remove '{name}' from your request or supply a "
                "non-empty value.",
                param=name,
                code="parameter_invalid_empty",
            )
        if len(given) > self.longest:
            raise invalid(
                f"Invalid string: {given[:8]}...{given[-8:]}; must be at most {self.longest} characters", param=name
            )
        if self.choices and given not in self.choices:
            raise invalid(f"Invalid {name}: must be one of {', '.join(self.choices)}", param=name)
        if self.url and (urlsplit(given).scheme not in {"http", "https"} or not urlsplit(given).netloc):
            raise invalid("Not a valid URL", param=name, code="url_invalid")
        return given


@dataclass(frozen=True, kw_only=True)
class Whole:
    """A whole number."""

    required: bool = False
    minimum: int | None = None
    maximum: int | None = None

    def read(self, given: Any, name: str) -> int:
        """The number."""
        if not isinstance(given, str) or not given.removeprefix("-").isdecimal():
            raise invalid(f"Invalid integer: {given}", param=name, code="parameter_invalid_integer")
        value = int(given)
        if self.minimum is not None and value < self.minimum:
            raise self._out(f"This value must be greater than or equal to {self.minimum}.", name)
        if self.maximum is not None and value > self.maximum:
            raise self._out(f"This value must be less than or equal to {self.maximum}.", name)
        return value

    def _out(self, message: str, name: str) -> Exception:
        return invalid(message, param=name, code="parameter_invalid_integer")


@dataclass(frozen=True, kw_only=True)
class Flag:
    """true or false."""

    required: bool = False

    def read(self, given: Any, name: str) -> bool:
        """The truth."""
        if given not in {"true", "false"}:
            raise invalid(f"Invalid boolean: {given}", param=name)
        return bool(given == "true")


@dataclass(frozen=True)
class Group:
    """An object with parameters of its own."""

    fields: Mapping[str, Field]
    required: bool = field(default=False, kw_only=True)

    def read(self, given: Any, name: str) -> dict[str, Any]:
        """Its values by name."""
        if not isinstance(given, dict):
            raise invalid("Invalid object", param=name)
        return read_fields(self.fields, given, within=name)


@dataclass(frozen=True)
class Many:
    """An array."""

    each: Field
    required: bool = field(default=False, kw_only=True)
    most: int = field(default=100, kw_only=True)

    def read(self, given: Any, name: str) -> list[Any]:
        """The values in order."""
        if not isinstance(given, dict) or not all(place.isdecimal() for place in given):
            raise invalid("Invalid array", param=name)
        if len(given) > self.most:
            raise invalid(f"Array must have at most {self.most} elements.", param=name)
        return [self.each.read(given[place], f"{name}[{place}]") for place in sorted(given, key=int)]


@dataclass(frozen=True, kw_only=True)
class Metadata:
    """Up to fifty texts by name; an empty one unsets."""

    required: bool = False

    def read(self, given: Any, name: str) -> dict[str, str]:
        """The texts by name."""
        if given == "":
            return {}
        if not isinstance(given, dict) or not all(isinstance(value, str) for value in given.values()):
            raise invalid("Invalid object", param=name)
        if len(given) > 50:
            raise invalid("You can only set up to 50 metadata keys.", param=name)
        for key, value in given.items():
            if len(key) > 40:
                raise invalid(f"Metadata keys can be up to 40 characters long: {key}", param=name)
            if len(value) > 500:
                raise invalid(f"Metadata values can be up to 500 characters: {key}", param=f"{name}[{key}]")
        return dict(given)


@dataclass(frozen=True, kw_only=True)
class Span:
    """A moment, or bounds of one."""

    required: bool = False

    def read(self, given: Any, name: str) -> dict[str, int]:
        """Bounds by `gt`, `gte`, `lt` and `lte`; a single moment is both."""
        if isinstance(given, str):
            moment = Whole().read(given, name)
            return {"gte": moment, "lte": moment}
        return Group({bound: Whole() for bound in ("gt", "gte", "lt", "lte")}).read(given, name)


def read_fields(fields: Mapping[str, Field], given: Mapping[str, Any], *, within: str = "") -> dict[str, Any]:
    """The values of `given`; unknown and missing ones are refused by name."""

    def named(name: str) -> str:
        return f"{within}[{name}]" if within else name

    for name in given:
        if name not in fields:
            raise invalid(f"Received unknown parameter: {named(name)}", param=named(name), code="parameter_unknown")
    for name, one in fields.items():
        if one.required and name not in given:
            raise invalid(f"Missing required param: {named(name)}.", param=named(name), code="parameter_missing")
    return {name: fields[name].read(value, named(name)) for name, value in given.items()}
