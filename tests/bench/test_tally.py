"""The tally that every benchmark trusts tells a lost number from a doubled and from a late one."""

from tests.bench.tally import Tally


def tally_of(*numbers: int, joined_at: int = 0) -> Tally:
    tally = Tally(last=joined_at)
    for seq in numbers:
        tally.saw(seq)
    return tally


def test_numbers_in_order_are_neither_lost_nor_doubled() -> None:
    tally = tally_of(8, 9, 10, joined_at=7)

    assert (tally.received, tally.lost(10), tally.doubled, tally.disordered) == (3, 0, 0, 0)


def test_a_hole_and_a_missing_end_are_lost() -> None:
    tally = tally_of(1, 2, 4)

    assert tally.lost(through=6) == 3


def test_a_number_seen_twice_is_doubled() -> None:
    tally = tally_of(1, 2, 2, 1)

    assert (tally.doubled, tally.disordered, tally.lost(2)) == (2, 0, 0)


def test_a_number_that_comes_late_is_out_of_order_and_not_lost() -> None:
    tally = tally_of(1, 3, 2)

    assert (tally.disordered, tally.doubled, tally.lost(3)) == (1, 0, 0)
