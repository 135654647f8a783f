"""A board whose players are known, for tests of what is counted for them."""

from typing import Any

from tests.frontend.boards import Opened, command, open_board

NAMES = ("Ada Marsh", "Bea Okafor", "Cleo Tanaka", "Dina Moreau", "Eva Brandt", "Fay Silva")


def open_rostered_board(*, players: int = 6, **names: str) -> Opened:
    """A board with so many players a side, numbered from 4; the first five begin, the first is captain."""
    board = open_board(**names)
    for team in ("home", "away"):
        command(board, "roster", team=team, players=[_player(team, at) for at in range(players)])
    return board


def _player(team: str, at: int) -> dict[str, Any]:
    name = f"{NAMES[at % len(NAMES)]} {team[0].upper()}"
    return {"id": f"{team[0]}{at}", "number": str(4 + at), "name": name, "starter": at < 5, "captain": at == 0}
