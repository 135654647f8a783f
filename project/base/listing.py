"""Lists as operations of the API ask for them: the query's types, rows by cursor, and the `Link` header.

@router.get("", response={200: ThingsOut})
def list_things(request, response: HttpResponse, asked: Query[CursorAsked], sort: Sorted = "") -> dict[str, Any]:
    order = read_sort(sort, allowed={"created_at", "title"}, default="-created_at")
    found = by_cursor(things_for(visitor), of="things", order=order, asked=asked)
    tell_links(request, response, {"next": {"cursor": found.next}} if found.next else {})
    return {"things": [...found.items], "next": found.next}
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated, Any

from django.core.exceptions import ValidationError
from django.db.models import Model, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from ninja import Query, Schema
from pydantic import Field

from project.base.paging import LARGEST_PAGE, LAST_PAGE, CursorNotValid, Order, link_header, read_cursor, write_cursor

USUAL = 50
Sorted = Annotated[str, Query(max_length=200, pattern=r"^(-?[a-z_]+(,-?[a-z_]+)*)?$")]
Cursor = Annotated[str, Field(max_length=600, pattern=r"^[A-Za-z0-9_-]*$")]
Limit = Annotated[int, Field(ge=1, le=LARGEST_PAGE)]


class PageAsked(Schema):
    """A page by its number, from one."""

    page: Annotated[int, Field(ge=1, le=LAST_PAGE)] = 1
    limit: Limit = USUAL


class CursorAsked(Schema):
    """The page after the one whose `next` this was; without it the first."""

    cursor: Cursor = ""
    limit: Limit = USUAL


@dataclass(frozen=True, kw_only=True)
class Found[M: Model]:
    """Some rows, and the cursor of those after them."""

    items: Sequence[M]
    next: str | None


def by_cursor[M: Model](rows: QuerySet[M], *, of: str, order: Order, asked: CursorAsked) -> Found[M]:
    """The next rows in this order, which may not have nulls; ties are told apart by the row's own number.

    What is added meanwhile moves nothing, and nothing is shown twice. Raises `CursorNotValid`.
    """
    order = (*order, "-pk" if order[0].startswith("-") else "pk")
    name = f"{of} {','.join(order)}"
    if asked.cursor:
        rows = rows.filter(_after(rows.model, order, read_cursor(name, asked.cursor, count=len(order))))
    found = list(rows.order_by(*order)[: asked.limit + 1])
    items, more = found[: asked.limit], len(found) > asked.limit
    return Found(items=items, next=write_cursor(name, _place(items[-1], order)) if more else None)


def tell_links(request: HttpRequest, response: HttpResponse, links: Mapping[str, Mapping[str, Any]]) -> None:
    """Say in `Link` where the other pages are."""
    if links:
        response["Link"] = link_header(request.path, request.GET.dict(), links)


def _place(row: Model, order: Order) -> list[Any]:
    values = [getattr(row, name.removeprefix("-")) for name in order]
    return [value.isoformat() if isinstance(value, datetime | date) else value for value in values]


def _after(model: type[Model], order: Order, values: Sequence[Any]) -> Q:
    """Rows that come later: those that differ first in one of the names, in its direction."""
    later, same = Q(pk__in=[]), Q()
    for name, value in zip(order, values, strict=True):
        plain, step = name.removeprefix("-"), "lt" if name.startswith("-") else "gt"
        found = _read(model, plain, value)
        later |= same & Q(**{f"{plain}__{step}": found})
        same &= Q(**{plain: found})
    return later


def _read(model: type[Model], name: str, value: Any) -> Any:
    field = model._meta.pk if name == "pk" else model._meta.get_field(name)  # noqa: SLF001 - Django's own API
    try:
        return field.to_python(value)  # type: ignore[union-attr]
    except ValidationError:
        raise CursorNotValid from None
