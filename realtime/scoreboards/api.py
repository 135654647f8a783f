"""`/api/boards`: open boards, find and read them, and command them with a key or from a seat at the table."""

from typing import Annotated, Any

from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response
from ninja import Path, Query, Router
from ninja.responses import Status

from project.accounts.access import Who, access
from project.accounts.visitors import visitor_of
from project.base import clock, paging
from project.base.listing import tell_links
from project.base.problems import Problem
from realtime.events import encode
from realtime.scoreboards import queries
from realtime.scoreboards.actions import apply_command, create_board
from realtime.scoreboards.door import person_at, program_at
from realtime.scoreboards.keys import actor_of
from realtime.scoreboards.late import MOST_SECONDS, seen_late
from realtime.scoreboards.plays import SHOWN
from realtime.scoreboards.schemas import (
    BoardOpened,
    BoardOut,
    BoardsOut,
    BoxOut,
    Commanded,
    NewBoard,
    PlaysOut,
    ResultOut,
)
from realtime.scoreboards.search import LISTED, LONGEST_SEARCH, ListName, boards_by_status
from realtime.scoreboards.seats import command_from_seat

router = Router(tags=["scoreboards"])
# A plus that was not encoded arrives as a space.
Before = Annotated[str | None, Query(pattern=r"^[1-9][0-9]{0,9}[+ ]?$")]
Limit = Annotated[int, Query(ge=1, le=100)]
Delay = Annotated[int, Query(ge=0, le=MOST_SECONDS)]
Search = Annotated[str, Query(max_length=LONGEST_SEARCH)]
Page = Annotated[int, Query(ge=1, le=10_000)]
Listed = Annotated[int, Query(ge=1, le=LISTED)]
Slug = Annotated[str, Path(max_length=64, pattern=r"^[A-Za-z0-9_-]+$")]


@router.post("", response={201: BoardOpened, 404: Problem, 409: Problem, 422: Problem})
@access(Who.PUBLIC, scope="boards:write")
def open_board(request: HttpRequest, new: NewBoard) -> Status[dict[str, Any]]:
    """Open a board. The operator token is in this answer and nowhere else."""
    visitor = visitor_of(request)
    board, token = create_board(
        profile=new.profile,
        home=new.home,
        away=new.away,
        title=new.title,
        slug=new.slug,
        starts_at=new.starts_at,
        owner=visitor.person_id,
        now=clock.now(),
    )
    return Status(201, {"board": queries.state_of(board), "operator_token": token})


@router.get("", response={200: BoardsOut, 422: Problem})
@access(Who.PUBLIC)
def list_boards(
    request: HttpRequest,
    response: HttpResponse,
    search: Search = "",
    status: ListName | None = None,
    page: Page = 1,
    limit: Listed = LISTED,
) -> dict[str, Any]:
    """Live games, games to come, games played, or one of these lists; `search` forgives accents and typing errors."""
    pages = boards_by_status(search=search, status=status, page=page, limit=limit)
    listed: dict[str, Any] = {
        name: [queries.state_of(board) for board in found.boards] for name, found in pages.items()
    }
    # Three lists side by side are as long as the longest.
    total = max(found.total for name, found in pages.items() if status in (None, name))
    tell_links(request, response, paging.Page[Any](items=(), total=total, page=page, limit=limit).links())
    return {**listed, "totals": {name: found.total for name, found in pages.items()}, "page": page, "limit": limit}


@router.get("/{slug}", response={200: BoardOut, 404: Problem, 422: Problem})
@access(Who.PUBLIC)
def read_board(request: HttpRequest, slug: Slug, delay: Delay = 0) -> HttpResponse:
    """The board now, or as it stood `delay` seconds ago; 304 when its ETag is still the one that was sent along."""
    state = seen_late(queries.board_named(slug), delay=delay, now=clock.now()).state()
    return _unless_seen(request, state, etag=f'"{slug}-{state["position"]}{f"-{delay}" if delay else ""}"')


@router.get("/{slug}/box", response={200: BoxOut, 404: Problem, 422: Problem})
@access(Who.PUBLIC)
def read_box(request: HttpRequest, slug: Slug, delay: Delay = 0) -> HttpResponse:
    """The box score now, or as it was `delay` seconds ago; 304 when its ETag is still the one that was sent along."""
    box = seen_late(queries.board_named(slug), delay=delay, now=clock.now()).box()
    return _unless_seen(request, box, etag=f'"{slug}-box-{box["position"]}"')


def _unless_seen(request: HttpRequest, content: dict[str, Any], *, etag: str) -> HttpResponse:
    answer = HttpResponse(encode(content), content_type="application/json")
    answer = get_conditional_response(request, etag=etag, response=answer) or answer
    answer["ETag"], answer["Cache-Control"] = etag, "no-cache"
    return answer


@router.post(
    "/{slug}/commands",
    response=dict.fromkeys((403, 404, 409, 422, 429), Problem) | {200: ResultOut},
)
@access(Who.PUBLIC, owned=True, scope="boards:write")
def command_board(request: HttpRequest, slug: Slug, sent: Commanded) -> dict[str, Any]:
    """Command the board; the same id with the same command gets the same answer again.

    A program shows a key as `Authorization: Bearer`. A browser's command needs its seat: `timer` for the clock, the
    periods and timeouts, `shot` for the shot clock, `scorer` for all else.

    `strike`, `edit` and `insert` correct the past, and everything after it is derived again. `PlayNoLongerFits` names
    the play (`position`, `text`) and the `rule` that it would break; `UndoTakesOthers` lists whose `plays` an undo
    would take, until it says `others`. After the final only these are heard, with undo, `correct` and `correct_fouls`.
    """
    now = clock.now()
    said: dict[str, Any] = {"slug": slug, "now": now, **{name: getattr(sent, name) for name in type(sent).model_fields}}
    key = program_at(request, slug=slug, now=now)
    result = apply_command(**said, **actor_of(key)) if key else command_from_seat(**said, by=person_at(request))
    return {"position": result.position, "state": result.state}


@router.get("/{slug}/plays", response={200: PlaysOut, 404: Problem, 422: Problem})
@access(Who.PUBLIC)
def read_plays(
    request: HttpRequest, slug: Slug, before: Before = None, limit: Limit = SHOWN, delay: Delay = 0
) -> dict[str, Any]:
    """The newest plays, or those before the play of a `key`, in the order of the game; `delay` as for the board.

    Scores and clocks are those after all corrections that were known at that moment.
    """
    late = seen_late(queries.board_named(slug), delay=delay, now=clock.now())
    return late.plays(before=before.replace(" ", "+") if before else None, limit=limit)
