"""The labelled shop, judged: in a transaction that is taken back, so that the big shop around it stays as it was."""

from dataclasses import asdict
from typing import Any

from django.db import connection, transaction

from tests.bench.shop.fill import EMPTY
from tests.market.finding.corpus import fill_shop, judged
from tests.market.finding.judging import WAYS, by_way, judge
from tests.market.people import ada


def judged_ways() -> list[dict[str, Any]]:
    """Each way to search, over all queries and those of each difficulty."""
    hards = ["", *dict.fromkeys(query.hard for query in judged())]
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(EMPTY)
        fill_shop(ada())
        ways = {way: by_way(way) for way in WAYS}
        scores = [
            {"way": way, "hard": hard or "all", **asdict(judge(find, hard))}
            for way, find in ways.items()
            for hard in hards
        ]
        transaction.set_rollback(True)
    return scores
