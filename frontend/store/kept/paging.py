"""Which part of a list of somebody's own is shown."""

from dataclasses import dataclass

from django.http import HttpRequest


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One page of a list, from one."""

    number: int
    last: int
    size: int

    @property
    def begin(self) -> int:
        """How many come before it."""
        return (self.number - 1) * self.size

    def links(self) -> dict[str, int | None]:
        """The numbers of the pages before and after."""
        return {
            "previous": self.number - 1 if self.number > 1 else None,
            "next": self.number + 1 if self.number < self.last else None,
        }


def page_of(request: HttpRequest, count: int, size: int) -> Part:
    """The page that `?page=` names, or the nearest that there is."""
    text, last = request.GET.get("page", ""), max(1, -(-count // size))
    number = int(text) if text.isascii() and text.isdigit() and len(text) < 6 else 1
    return Part(number=min(max(number, 1), last), last=last, size=size)
