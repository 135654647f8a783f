"""`/api/boards`: open boards, read them, and command them with the operator's token or session."""

from typing import Annotated, Any

from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response
from ninja import Path, Query, Router
from ninja.responses import Status
from ninja.utils import check_csrf

from project.accounts.visitors import visitor_of
from project.base import clock
from realtime.events import encode
from realtime.scoreboards import queries
from realtime.scoreboards.actions import apply_command, create_board
from realtime.scoreboards.late import MOST_SECONDS, seen_late
from realtime.scoreboards.models import Board
from realtime.scoreboards.operators import WrongOperatorToken, may_operate, token_matches
from realtime.scoreboards.plays import SHOWN
from realtime.scoreboards.schemas import (
    BoardOpened,
    BoardOut,
    BoardsOut,
    BoxOut,
    Commanded,
    NewBoard,
    PlaysOut,
    ProblemOut,
    ResultOut,
)

router = Router(tags=["scoreboards"])
Before = Annotated[int | None, Query(ge=1, le=2_147_483_647)]
Limit = Annotated[int, Query(ge=1, le=100)]
Delay = Annotated[int, Query(ge=0, le=MOST_SECONDS)]
Slug = Annotated[str, Path(max_length=64, pattern=r"^[A-Za-z0-9_-]+$")]


@router.post("", response={201: BoardOpened, 404: ProblemOut, 409: ProblemOut, 422: ProblemOut})
def open_board(request: HttpRequest, new: NewBoard) -> Status[dict[str, Any]]:
    """Open a board. The operator token is in this answer and nowhere else."""
    board, token = create_board(
        profile=new.profile,
        home=new.home,
        away=new.away,
        title=new.title,
        slug=new.slug,
        starts_at=new.starts_at,
        now=clock.now(),
    )
    return Status(201, {"board": queries.state_of(board), "operator_token": token})


@router.get("", response=BoardsOut)
def list_boards(request: HttpRequest) -> dict[str, Any]:
    """Live games, games to come, games played."""
    boards = queries.boards_by_status()
    return {status: [queries.state_of(board) for board in found] for status, found in boards.items()}


@router.get("/{slug}", response={200: BoardOut, 404: ProblemOut, 422: ProblemOut})
def read_board(request: HttpRequest, slug: Slug, delay: Delay = 0) -> HttpResponse:
    """The board now, or as it stood `delay` seconds ago; 304 when its ETag is still the one that was sent along."""
    state = seen_late(queries.board_named(slug), delay=delay, now=clock.now()).state()
    return _unless_seen(request, state, etag=f'"{slug}-{state["position"]}{f"-{delay}" if delay else ""}"')


@router.get("/{slug}/box", response={200: BoxOut, 404: ProblemOut, 422: ProblemOut})
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
    response={200: ResultOut, 403: ProblemOut, 404: ProblemOut, 409: ProblemOut, 422: ProblemOut},
)
def command_board(request: HttpRequest, slug: Slug, sent: Commanded) -> dict[str, Any]:
    """Command the board; the same id with the same command gets the same answer again."""
    actor = _operator_of(request, queries.board_named(slug))
    result = apply_command(
        slug=slug,
        command=sent.command,
        command_id=sent.command_id,
        expected_position=sent.expected_position,
        actor=actor,
        now=clock.now(),
    )
    return {"position": result.position, "state": result.state}


@router.get("/{slug}/plays", response={200: PlaysOut, 404: ProblemOut, 422: ProblemOut})
def read_plays(
    request: HttpRequest, slug: Slug, before: Before = None, limit: Limit = SHOWN, delay: Delay = 0
) -> dict[str, Any]:
    """The newest plays, or those before a position; with `delay`, as they were that many seconds ago."""
    late = seen_late(queries.board_named(slug), delay=delay, now=clock.now())
    return late.plays(before=before, limit=limit)


def _operator_of(request: HttpRequest, board: Board) -> str:
    scheme, _space, token = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() == "bearer":
        if token_matches(board, token.strip()):
            return "token"
        raise WrongOperatorToken
    # A cookie comes along from any page of any site: without the CSRF token it proves nothing.
    if check_csrf(request) is not None or not may_operate(request, board):
        raise WrongOperatorToken
    return visitor_of(request).public_id or "session"
