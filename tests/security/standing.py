"""That nothing happened: every table is as it was."""

from collections.abc import Collection, Iterator
from contextlib import contextmanager

from tests.walk.fingerprint import UNCOUNTED, changed, fingerprint


@contextmanager
def nothing_happened(*, but: Collection[str] = ()) -> Iterator[None]:
    """Fail where anything was written but to these tables, and what a visit may leave behind."""
    before = fingerprint()
    yield
    found = set(changed(before, fingerprint())) - set(but) - set(UNCOUNTED)
    assert found == set()
