"""Public identifiers."""

import re

from project.base.ids import public_id


def test_id_says_what_it_names_and_is_never_given_twice() -> None:
    ids = {public_id("ord") for _ in range(1000)}

    assert len(ids) == 1000
    assert all(re.fullmatch(r"ord_[0-9A-Za-z]{22}", given) for given in ids)
