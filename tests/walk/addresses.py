"""Every address of the program, read from the code that serves it: pages, operations of the API, third-party views."""

from collections.abc import Iterator
from dataclasses import dataclass
from inspect import getclosurevars
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver
from ninja.operation import Operation, PathView

from project.accounts.access import Access
from tests.walk.third_party import access_of_others

PAGE_METHODS = ("GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE")
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
type Patterns = list[URLPattern | URLResolver]


@dataclass(frozen=True, kw_only=True)
class Address:
    """One address with one way to ask it; `parameters` are those of its path, `access` is None when nobody said it."""

    method: str
    route: str
    name: str
    parameters: tuple[str, ...]
    access: Access | None
    operation: Operation | None = None

    @property
    def is_safe(self) -> bool:
        """Whether the method promises to change nothing."""
        return self.method in SAFE

    @property
    def room(self) -> str:
        """The first word of the address: its samples are looked for under it."""
        return self.route.removeprefix("api/").partition("/")[0]

    def __str__(self) -> str:
        return f"{self.method} /{self.route}"


def addresses(urlconf: str | None = None) -> list[Address]:
    """All of them; of another urlconf if one is named."""
    return [found for pattern, way in _patterns(get_resolver(urlconf).url_patterns, ()) for found in _at(pattern, way)]


def _patterns(patterns: Patterns, above: tuple[Any, ...]) -> Iterator[tuple[URLPattern, tuple[Any, ...]]]:
    for pattern in patterns:
        way = (*above, pattern)
        if isinstance(pattern, URLResolver):
            yield from _patterns(pattern.url_patterns, way)
        else:
            yield pattern, way


def _at(pattern: URLPattern, way: tuple[Any, ...]) -> Iterator[Address]:
    told: dict[str, Any] = {
        "route": "".join(str(one.pattern) for one in way),
        "name": pattern.name or "",
        "parameters": tuple(name for one in way for name in _parameters(one.pattern)),
    }
    served = _path_view(pattern.callback)
    if served is None:
        said = getattr(pattern.callback, "access", None) or access_of_others(told["route"])
        yield from (Address(method=method, access=said, **told) for method in PAGE_METHODS)
        return
    for operation in served.operations:
        said = getattr(operation.view_func, "access", None)
        for method in operation.methods:
            yield Address(method=method, access=said, operation=operation, **told)


def _parameters(pattern: Any) -> list[str]:
    return list(getattr(pattern, "converters", {})) or list(pattern.regex.groupindex)


def _path_view(callback: Any) -> PathView | None:
    """Ninja serves all methods of a path by one function that it makes; what it serves is what that function knows."""
    if not str(getattr(callback, "__qualname__", "")).startswith("PathView."):
        return None
    found = getclosurevars(callback).nonlocals["self"]
    assert isinstance(found, PathView)
    return found
