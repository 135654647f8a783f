"""`/api/catalog/export` and `imports`: a seller's listings as a table, and back again."""

from datetime import datetime
from typing import Annotated, Any

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from ninja import File, Form, Path, Query, Router, Schema
from ninja.files import UploadedFile
from ninja.responses import Status

from market.catalog.api.answers import PROBLEMS
from market.catalog.api.asking import own_id, page_of
from market.catalog.api.schemas import RunId
from market.catalog.imports.exporting import export_lines
from market.catalog.imports.starting import find_import, start_import
from market.catalog.kinds import KINDS, KindOfProduct
from market.catalog.models import ImportRow, ImportRun
from project.accounts.access import Who, access
from project.base import clock
from project.base.limits import ask
from project.base.listing import PageAsked, tell_links

router = Router(tags=["catalogue"])
CSV = "text/csv; charset=utf-8"
TABLE: dict[str, Any] = {
    "responses": {200: {"description": "The table.", "content": {"text/csv": {"schema": {"type": "string"}}}}}
}


class RunOut(Schema):
    """An import; `counts` are its rows by what came of them: created, changed, unchanged, refused."""

    id: str
    name: str
    is_dry: bool
    state: str
    total: int
    counts: dict[str, int]
    created_at: datetime
    ended_at: datetime | None


class RowOut(Schema):
    """A row of a table by its line, and by column why it was refused."""

    number: int
    key: str
    result: str
    problems: dict[str, str]
    product: str | None


class RowsOut(Schema):
    """A page of rows."""

    rows: list[RowOut]
    total: int
    page: int
    limit: int


class ChoiceOut(Schema):
    """A value that an attribute may have."""

    value: str
    label: str


class AttributeOut(Schema):
    """What products of a kind say of themselves under a name."""

    name: str
    label: str
    type: str
    unit: str
    hint: str
    is_required: bool
    is_filterable: bool
    choices: list[ChoiceOut]


class KindOut(Schema):
    """A kind of product; `delivers` says what a version must have: `content`, `files` or `either`."""

    kind: str
    about: str
    delivers: str
    pricings: list[str]
    endings: list[str]
    attributes: list[AttributeOut]


class KindsOut(Schema):
    """All kinds."""

    kinds: list[KindOut]


@router.get("/kinds", response={200: KindsOut})
@access(Who.PUBLIC)
def list_kinds(request: HttpRequest) -> dict[str, Any]:
    """The type system of the catalogue: the attributes of each kind, and how it may be sold."""
    return {"kinds": [_kind(kind) for kind in KINDS.values()]}


@router.get("/export", response=PROBLEMS, openapi_extra=TABLE)
@access(Who.MEMBER, owned=True, scope="products:read")
def export_products(request: HttpRequest) -> StreamingHttpResponse:
    """One's own listings as a table that can be changed and sent again."""
    answer = StreamingHttpResponse(export_lines(own_id(request)), content_type=CSV)
    answer["Content-Disposition"] = 'attachment; filename="products.csv"'
    answer["Cache-Control"] = "private, no-store"
    return answer


@router.post("/imports", response={202: RunOut, **PROBLEMS})
@access(Who.MEMBER, scope="products:write")
def import_products(
    request: HttpRequest,
    file: File[UploadedFile],
    is_dry: Form[bool] = False,  # noqa: FBT002 - a field of a form
) -> Status[dict[str, Any]]:
    """Have a table (CSV, at most 5,000 rows) worked off; a dry run tells what would come of it."""
    ask("uploads", f"person:{own_id(request)}")
    name, content = file.name or "", file.read()
    run = start_import(seller_id=own_id(request), name=name, content=content, is_dry=is_dry, now=clock.now())
    return Status(202, _run(run))


@router.get("/imports/{run}", response={200: RunOut, **PROBLEMS})
@access(Who.MEMBER, owned=True, scope="products:read")
def read_import(request: HttpRequest, run: Annotated[RunId, Path()]) -> dict[str, Any]:
    """How far one's own import came."""
    return _run(find_import(run, seller_id=own_id(request)))


@router.get("/imports/{run}/rows", response={200: RowsOut, **PROBLEMS})
@access(Who.MEMBER, owned=True, scope="products:read")
def list_import_rows(
    request: HttpRequest, response: HttpResponse, run: Annotated[RunId, Path()], asked: Query[PageAsked]
) -> dict[str, Any]:
    """What came of each row."""
    rows = find_import(run, seller_id=own_id(request)).rows.select_related("product").order_by("number")
    page = page_of(rows, asked)
    tell_links(request, response, page.links())
    return {"rows": [_row(row) for row in page.items], "total": page.total, "page": page.page, "limit": page.limit}


def _run(run: ImportRun) -> dict[str, Any]:
    names = ("name", "is_dry", "state", "total", "counts", "created_at", "ended_at")
    return {"id": run.public_id, **{name: getattr(run, name) for name in names}}


def _row(row: ImportRow) -> dict[str, Any]:
    told = {name: getattr(row, name) for name in ("number", "key", "result", "problems")}
    return {**told, "product": row.product.public_id if row.product else None}


def _kind(one: KindOfProduct) -> dict[str, Any]:
    names = ("name", "label", "type", "unit", "hint")
    attributes = [
        {
            **{name: str(getattr(attribute, name)) for name in names},
            "is_required": attribute.is_required,
            "is_filterable": attribute.is_filterable,
            "choices": [{"value": choice.value, "label": str(choice.label)} for choice in attribute.choices],
        }
        for attribute in one.attributes
    ]
    return {
        "kind": one.kind,
        "about": str(one.about),
        "delivers": one.delivers,
        "pricings": sorted(one.pricings),
        "endings": sorted(one.endings),
        "attributes": attributes,
    }
