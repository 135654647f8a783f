"""A table over a real socket: operators follow it, others may not, and who is removed hears nothing more."""

import pytest

from project.accounts.models import User
from project.accounts.visitors import Visitor
from project.base import clock
from realtime.scoreboards.commands import TeamLook
from realtime.scoreboards.expiry import LIFE, forget_expired_boards, open_demo_board
from realtime.scoreboards.operators import remember_operator, remove_operator
from realtime.scoreboards.seats import take_seat
from tests.realtime.scoreboards.crew import browser_of, guest, member, person_of, press, table_of
from tests.realtime.scoreboards.table import score
from tests.realtime.speaker import Speaker
from tests.site import Site

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


def cookie_of(visitor: Visitor) -> str:
    """The cookie header of this person's browser."""
    return "; ".join(f"{name}={morsel.value}" for name, morsel in browser_of(visitor).cookies.items())


def test_operators_follow_the_table_and_strangers_do_not(direct: Site, key: str) -> None:
    ada, ben, cyd = member("Ada"), guest("Ben"), member("Cyd")
    table_of(ada, ben, slug=key)
    with (
        Speaker(direct, cookie=cookie_of(ben)) as bens,
        Speaker(direct, cookie=cookie_of(cyd)) as cyds,
        Speaker(direct) as nobodys,
    ):
        assert bens.subscribe(f"table.{key}")["snapshot"]["operators"] == [person_of(ada), person_of(ben)]
        for stranger in (cyds, nobodys):
            assert stranger.subscribe(f"table.{key}")["code"] == "forbidden"

        table = take_seat(slug=key, seat="scorer", by=ada, now=clock.now())

        assert bens.hear("event")["data"] == table
        assert cyds.silent()


@pytest.mark.parametrize("who", ["member", "guest"])
def test_who_is_removed_hears_nothing_more_of_the_table(site: Site, key: str, who: str) -> None:
    ada, ben = member("Ada"), member("Ben") if who == "member" else guest("Ben")
    table_of(ada, ben, slug=key)
    with Speaker(site, cookie=cookie_of(ben)) as bens:
        seen = bens.subscribe(f"table.{key}")

        remove_operator(slug=key, person=str(ben.public_id), by=ada, now=clock.now())
        take_seat(slug=key, seat="scorer", by=ada, now=clock.now())

        assert bens.hear() == {"type": "revoked", "topic": f"table.{key}"}
        assert bens.silent()
        since = {"epoch": seen["epoch"], "seq": 0}
        assert bens.subscribe(f"table.{key}", since)["code"] == "forbidden"


def test_who_shows_a_key_again_follows_the_table_again(direct: Site, key: str) -> None:
    ada, ben = member("Ada"), guest("Ben")
    board, _token = table_of(ada, ben, slug=key)
    with Speaker(direct, cookie=cookie_of(ben)) as bens:
        bens.subscribe(f"table.{key}")
        remove_operator(slug=key, person=str(ben.public_id), by=ada, now=clock.now())
        bens.hear("revoked")

        remember_operator(ben, board, now=clock.now())

        assert bens.subscribe(f"table.{key}")["snapshot"]["operators"] == [person_of(ada), person_of(ben)]


def test_who_watches_a_board_that_is_forgotten_is_told(direct: Site) -> None:
    ada = guest("Ada")
    looks = TeamLook(name="Lions"), TeamLook(name="Bears")
    opened = clock.now()
    board = open_demo_board(visitor=ada, home=looks[0], away=looks[1], address="192.0.2.9", now=opened)
    topics = [f"{kind}.{board.slug}" for kind in ("board", "plays", "table")]
    take_seat(slug=board.slug, seat="scorer", by=ada, now=opened)
    press(board, ada, score(), "first-press", now=opened)
    with Speaker(direct, cookie=cookie_of(ada)) as adas:
        for topic in topics:
            assert adas.subscribe(topic)["type"] == "subscribed"

        forget_expired_boards(now=opened + LIFE)

        assert {adas.hear("error")["message"] for _topic in topics} == set(topics)
        for topic in topics:
            assert adas.subscribe(topic)["type"] == "error"
    assert User.objects.filter(public_id=ada.public_id).exists()
