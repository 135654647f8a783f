"""The judge of the fault run misses nothing: a record that is wrong in one place is complained of."""

import pytest

from realtime.topics import Json, Mode
from tests.faults.checker import Harm, Truth, complaints
from tests.faults.records import Record
from tests.faults.wire import Wire, frame_text

HEAD = 8


def frame(seq: int) -> str:
    return frame_text({"type": "event", "topic": "t.a", "seq": seq, "name": "added", "data": {"sum": seq}})


def fold(value: Json, _name: str, data: Json) -> Json:
    return {"all": [*value["all"], data["sum"]]}


def newest(_value: Json, _name: str, data: Json) -> Json:
    return data


LOG = Truth(
    rows={seq: frame(seq) for seq in range(1, HEAD + 1)},
    head=HEAD,
    epoch="1.a",
    fresh={"all": list(range(1, HEAD + 1))},
    fold=fold,
)
LATEST = Truth(rows=LOG.rows, head=HEAD, epoch="1.a", fresh={"sum": HEAD}, fold=newest)


def log_record(seqs: list[int], *, start: int = 3, epoch: str = "1.a") -> Record:
    record = Record("t.a", Mode.LOG)
    record.shown(epoch=epoch, seq=start, snapshot={"all": list(range(1, start + 1))})
    for seq in seqs:
        record.told(seq, frame(seq))
    return record


def latest_record(seqs: list[int], *, start: int = 3) -> Record:
    record = Record("t.a", Mode.LATEST)
    record.shown(epoch="1.a", seq=start, snapshot={"sum": start})
    for seq in seqs:
        record.told(seq, frame(seq))
    return record


def harms(record: Record, truth: Truth) -> set[Harm]:
    return {complaint.harm for complaint in complaints(record, truth, who="Ada")}


def test_a_whole_record_is_not_complained_of() -> None:
    assert harms(log_record([4, 5, 6, 7, 8]), LOG) == set()
    assert harms(latest_record([5, 8]), LATEST) == set()


@pytest.mark.parametrize(
    ("seqs", "harm"),
    [
        ([4, 5, 7, 8], Harm.LOST),
        ([5, 6, 7, 8], Harm.LOST),
        ([4, 5, 6, 7], Harm.LOST),
        ([], Harm.LOST),
        ([4, 5, 5, 6, 7, 8], Harm.DOUBLED),
        ([4, 5, 6, 7, 8, 8], Harm.DOUBLED),
        ([3, 4, 5, 6, 7, 8], Harm.DOUBLED),
        ([4, 6, 5, 7, 8], Harm.DISORDERED),
        ([4, 5, 6, 8, 7], Harm.DISORDERED),
    ],
)
def test_one_frame_missing_doubled_or_swapped_is_named(seqs: list[int], harm: Harm) -> None:
    assert harm in harms(log_record(seqs), LOG)


@pytest.mark.parametrize(
    ("seqs", "harm"),
    [([5, 6], Harm.LOST), ([5, 5, 8], Harm.DOUBLED), ([6, 5, 8], Harm.DISORDERED), ([3, 8], Harm.DOUBLED)],
)
def test_a_latest_topic_may_skip_but_never_stop_repeat_or_turn_back(seqs: list[int], harm: Harm) -> None:
    assert harm in harms(latest_record(seqs), LATEST)


def test_one_byte_of_a_frame_is_enough() -> None:
    record = log_record([4, 5, 6, 7, 8])
    seq, text = record.stretches[0].frames[2]
    record.stretches[0].frames[2] = seq, text.replace('"seq":', '"seq": ')

    assert harms(record, LOG) == {Harm.ALTERED}


def test_a_reset_may_leave_events_out_because_its_snapshot_holds_them() -> None:
    record = log_record([4])
    record.shown(epoch="1.a", seq=7, snapshot={"all": list(range(1, 8))})
    record.told(8, frame(8))

    assert harms(record, LOG) == set()


def test_a_reset_never_goes_back_in_the_same_epoch() -> None:
    record = log_record([4, 5, 6])
    record.shown(epoch="1.a", seq=5, snapshot={"all": list(range(1, 6))})
    for seq in (6, 7, 8):
        record.told(seq, frame(seq))

    assert harms(record, LOG) == {Harm.DISORDERED}


def test_a_reader_left_in_an_old_epoch_is_named() -> None:
    assert harms(log_record([4, 5, 6, 7, 8], epoch="1.old"), LOG) == {Harm.LOST}


def test_a_snapshot_that_does_not_add_up_is_named() -> None:
    record = log_record([4, 5, 6, 7, 8])
    record.stretches[0].snapshot = {"all": [1, 2]}

    assert harms(record, LOG) == {Harm.ALTERED}


def test_a_reader_that_was_never_answered_is_named() -> None:
    assert harms(Record("t.a", Mode.LOG), LOG) == {Harm.LOST}


@pytest.mark.parametrize(("mode", "seqs", "faults"), [
    (Mode.LOG, [4, 5, 6], 0),
    (Mode.LOG, [4, 6], 1),
    (Mode.LOG, [4, 4], 1),
    (Mode.LATEST, [5, 9], 0),
    (Mode.LATEST, [5, 5], 1),
])  # fmt: skip
def test_a_connection_is_held_to_its_answer(mode: Mode, seqs: list[int], faults: int) -> None:
    wire = Wire({"t.a": mode}, "Ada")
    wire.received({"type": "subscribed", "topic": "t.a", "seq": 3, "recovered": False, "snapshot": {}}, "")

    for seq in seqs:
        wire.received({"type": "event", "topic": "t.a", "seq": seq}, "")

    assert len(wire.faults) == faults
