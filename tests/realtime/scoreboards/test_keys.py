"""Keys let programs work one board: shown once, found by digest, ended at once."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from project.accounts.visitors import Visitor
from project.base.keys import new_key
from realtime.scoreboards.keys import MOST_KEYS, TooManyKeys, UnknownKey, create_key, key_shown, keys_of, revoke_key
from realtime.scoreboards.models import BoardKey
from realtime.scoreboards.operators import OwnerOnly, WrongOperatorToken
from tests.realtime.scoreboards.crew import guest, member, table_of
from tests.realtime.scoreboards.table import NOON, after, assert_refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def ada() -> Visitor:
    return member("Ada")


def test_the_operator_token_is_the_first_key(ada: Visitor) -> None:
    _board, token = table_of(ada, slug="derby")

    key = key_shown(slug="derby", text=token, now=NOON)

    assert key is not None
    assert (key.name, key.hint, key.created_by_id) == ("Operator token", token[-4:], ada.person_id)


def test_a_key_opens_its_board_and_no_other(ada: Visitor) -> None:
    table_of(ada, slug="derby")
    table_of(ada, slug="other")
    _key, text = create_key(slug="derby", name="Scale", by=ada, now=NOON)

    assert key_shown(slug="derby", text=text, now=NOON) is not None
    assert key_shown(slug="other", text=text, now=NOON) is None
    assert key_shown(slug="nowhere", text=text, now=NOON) is None


def test_only_a_digest_is_kept(ada: Visitor) -> None:
    table_of(ada, slug="derby")
    key, text = create_key(slug="derby", name="Scale", by=ada, now=NOON)

    row = BoardKey.objects.filter(pk=key.pk).values().get()
    assert text not in str(row)
    assert row["hint"] == text[-4:]


def test_a_revoked_key_is_no_key_and_is_not_listed(ada: Visitor) -> None:
    table_of(ada, slug="derby")
    key, text = create_key(slug="derby", name="Scale", by=ada, now=NOON)

    revoke_key(slug="derby", key_id=key.public_id, by=ada, now=after(1))

    assert key_shown(slug="derby", text=text, now=after(2)) is None
    assert [row.name for row in keys_of(slug="derby", by=ada)] == ["Operator token"]
    with assert_refused(UnknownKey):
        revoke_key(slug="derby", key_id=key.public_id, by=ada, now=after(3))


def test_a_key_of_another_board_cannot_be_revoked_from_here(ada: Visitor) -> None:
    table_of(ada, slug="derby")
    table_of(member("Cyd"), slug="other")
    foreign = BoardKey.objects.get(board__slug="other")

    with assert_refused(UnknownKey):
        revoke_key(slug="derby", key_id=foreign.public_id, by=ada, now=NOON)

    foreign.refresh_from_db()
    assert foreign.revoked_at is None


@pytest.mark.parametrize("text", ["", "brd_wrong", "brd_" + "0" * 33, "x" * 10_000, "brd_\x00"])
def test_what_cannot_be_a_key_asks_no_database(text: str) -> None:
    with CaptureQueriesContext(connection) as queries:
        assert key_shown(slug="derby", text=text, now=NOON) is None

    assert len(queries) == 0


def test_a_key_that_is_none_of_ours_takes_one_query() -> None:
    with CaptureQueriesContext(connection) as queries:
        assert key_shown(slug="derby", text=new_key("brd"), now=NOON) is None

    assert len(queries) == 1


def test_the_last_use_is_written_once_a_minute(ada: Visitor) -> None:
    _board, token = table_of(ada, slug="derby")

    used = []
    for second in (0, 1, 59, 60, 61):
        key_shown(slug="derby", text=token, now=after(second))
        used.append(BoardKey.objects.get().last_used_at)

    assert used == [NOON, NOON, NOON, after(60), after(60)]


def test_keys_are_the_owners_business(ada: Visitor) -> None:
    ben, cyd = guest("Ben"), member("Cyd")
    table_of(ada, ben, slug="derby")
    first = BoardKey.objects.get()

    for stranger, refusal in ((ben, OwnerOnly), (cyd, WrongOperatorToken), (Visitor(), WrongOperatorToken)):
        with assert_refused(refusal):
            keys_of(slug="derby", by=stranger)
        with assert_refused(refusal):
            create_key(slug="derby", name="Mine", by=stranger, now=NOON)
        with assert_refused(refusal):
            revoke_key(slug="derby", key_id=first.public_id, by=stranger, now=NOON)

    assert [(key.pk, key.revoked_at) for key in BoardKey.objects.all()] == [(first.pk, None)]


def test_a_board_has_room_for_twenty_keys(ada: Visitor) -> None:
    table_of(ada, slug="derby")
    made = [create_key(slug="derby", name="Scale", by=ada, now=NOON)[0] for _number in range(MOST_KEYS - 1)]

    with assert_refused(TooManyKeys):
        create_key(slug="derby", name="One more", by=ada, now=NOON)
    revoke_key(slug="derby", key_id=made[0].public_id, by=ada, now=NOON)

    create_key(slug="derby", name="In its place", by=ada, now=NOON)
    assert len(keys_of(slug="derby", by=ada)) == MOST_KEYS
