"""How good the search is on the labelled set: words and meaning together find more than each alone, and higher up."""

import pytest

from tests.market.finding.corpus import fill_shop, judged
from tests.market.finding.judging import WAYS, by_way, judge
from tests.market.people import ada

pytestmark = pytest.mark.django_db


def test_words_and_meaning_together_beat_each_alone() -> None:
    shop = fill_shop(ada())

    text, meaning, both = (judge(by_way(way)) for way in WAYS)

    assert shop >= 200
    assert len(judged()) >= 80
    assert both.recall > max(text.recall, meaning.recall)
    assert both.rank > max(text.rank, meaning.rank)
    assert both.recall > 0.9
    assert judge(by_way("both"), "typo").recall > 0.9
