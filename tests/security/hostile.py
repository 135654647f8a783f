"""What somebody types who means no good, and where it can be typed: read from pages and from the API's own schemas."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

NUMBERS = ("-1", "0", "1.5", "1e309", "NaN", "-Infinity", "9" * 40, "٣", "½", "0x10", "1_000", " 1", "+1")
WORDS = ("\x00", "a\x00b", "\ud7ff\uffff", "\u202eevil", "=1+1", "' OR 1=1 --", "{{7*7}}", "%s%n", "../../etc/passwd")
JSON: tuple[Any, ...] = (
    -1,
    1.5,
    1e308,
    10**40,
    True,
    None,
    [],
    {},
    "9" * 400,
    "\x00",
    "x" * 90_000,
    "NaN",
    [[]],
    {"a": None},
)


@dataclass(kw_only=True)
class Form:
    """A form of a page: where it goes, and what it sends if nobody touches it."""

    action: str
    fields: dict[str, str] = field(default_factory=dict)


class Forms(HTMLParser):
    """The forms of a page that are posted."""

    def __init__(self, path: str, text: str) -> None:
        super().__init__()
        self.path, self.found, self.open = path, list[Form](), False
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note forms and what is in them."""
        said = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.open = said.get("method", "").lower() == "post"
            if self.open:
                self.found.append(Form(action=said.get("action") or self.path))
        elif self.open and tag in {"input", "textarea", "select", "button"} and said.get("name"):
            self.found[-1].fields.setdefault(said["name"], said.get("value", ""))

    def handle_endtag(self, tag: str) -> None:
        """A form is over."""
        self.open = self.open and tag != "form"


def changed(value: Any, hostile: Any) -> Iterator[Any]:
    """This value with each of its leaves in turn replaced."""
    if isinstance(value, dict):
        for name, one in value.items():
            yield from ({**value, name: other} for other in changed(one, hostile))
    elif isinstance(value, list) and value:
        yield from ([other, *value[1:]] for other in changed(value[0], hostile))
    else:
        yield hostile
