"""What the benchmark's writer does with the books: sales of five lines, as fast as one connection goes."""

import random
import time
from functools import cache
from typing import Any
from uuid import uuid4

from django.db import connection, transaction

SELLERS = 50


def post_sales(*, seconds: float) -> dict[str, Any]:
    """Post one sale, and as many more as fit into `seconds`; answered with how many, and how long it took."""
    from market.ledger.actions import Cause, Kind, Line, Ref, post_transfer
    from project.base.clock import now

    sellers = _sellers()
    ours = [Ref(kind, None, "USD") for kind in _kinds()]
    posted, started = 0, time.monotonic()
    while posted < 1 or time.monotonic() < started + seconds:
        seller = Ref(Kind.SELLER_PENDING, random.choice(sellers), "USD")
        amounts = zip([*ours, seller], (-1050, -50, 100, 100, 900), strict=True)
        with transaction.atomic():
            lines = [Line(ref, amount) for ref, amount in amounts]
            post_transfer(cause=Cause("bench", uuid4().hex), lines=lines, now=now())
        posted += 1
    return {"posted": posted, "seconds": time.monotonic() - started}


def _kinds() -> list[Any]:
    from market.ledger.actions import Kind

    return [Kind.CLEARING_STRIPE, Kind.PROCESSOR_FEE, Kind.PLATFORM_FEE, Kind.TAX_PAYABLE]


@cache
def _sellers() -> list[int]:
    """Fifty sellers with an account each, and where pgbench finds all accounts."""
    from market.ledger.models import Account
    from project.accounts.models import User
    from project.base.clock import now

    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(7)")
        emails = [f"seller-{number}@bench.example" for number in range(SELLERS)]
        User.objects.bulk_create([User(email=email) for email in emails], ignore_conflicts=True)
        sellers = list(User.objects.filter(email__in=emails).order_by("pk").values_list("pk", flat=True))
        accounts = [Account(kind=kind, currency="USD", opened_at=now()) for kind in _kinds()]
        accounts += [Account(kind="seller_pending", owner_id=pk, currency="USD", opened_at=now()) for pk in sellers]
        Account.objects.bulk_create(accounts, ignore_conflicts=True)
        cursor.execute(
            "DROP TABLE IF EXISTS bench_accounts; CREATE TABLE bench_accounts (place int PRIMARY KEY, id bigint)"
        )
        cursor.execute(
            "INSERT INTO bench_accounts SELECT row_number() OVER (ORDER BY owner_id NULLS FIRST, "
            "array_position(%s, kind::text)) - 1, id FROM ledger_account "
            "WHERE currency = 'USD' AND (kind = ANY(%s) OR (kind = 'seller_pending' AND owner_id = ANY(%s)))",
            [[str(kind) for kind in _kinds()], [str(kind) for kind in _kinds()], sellers],
        )
    return sellers
