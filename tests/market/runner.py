"""A process of a race: `python -m tests.market.runner '[["fulfil", [7]], …]'` waits for a line, then does it all."""

import json
import sys
import time
from collections.abc import Callable
from typing import Any

import django

django.setup()

from django.db import connection  # noqa: E402 - its models need the setup above

from market.cart.queries import cart_of  # noqa: E402
from market.flows import checkout, fulfil, returning  # noqa: E402
from market.flows.expire import cancel_order, expire_due  # noqa: E402
from market.orders.billing import Billing  # noqa: E402
from market.payments import inbox  # noqa: E402
from project.base import clock  # noqa: E402
from project.base.errors import Refusal  # noqa: E402
from project.base.limits import LimitsAway  # noqa: E402
from tests.realtime.race import race  # noqa: E402

TRIES, PAUSE = 30, 1.0


def check_out(person_id: int, key: str) -> dict[str, Any]:
    """To the till with what is in the cart."""
    shown = cart_of(person_id)
    started = checkout.start(
        person_id=person_id,
        key=key,
        currency=shown.currency,
        billing=Billing(),
        agreed_total_minor=shown.quote.total_minor,
        now=clock.now(),
    )
    return {"order": started.order.public_id, "url": started.url}


DEEDS: dict[str, Callable[..., Any]] = {
    "check_out": check_out,
    "fulfil": lambda payment: fulfil.fulfil(payment, now=clock.now()),
    "arrive": lambda order, person: returning.arrive(order_id=order, person_id=person, now=clock.now()).state,
    "work_on": lambda event: str(inbox.work_on(event, now=clock.now())),
    "cancel": lambda order, person: cancel_order(order_id=order, person_id=person, now=clock.now()).state,
    "expire": lambda: expire_due(now=clock.now()),
}


def do(deed: tuple[str, list[Any]]) -> dict[str, Any]:
    """One deed, and what came of it; who is told to come again in a moment does."""
    name, given = deed
    for _try in range(TRIES):
        try:
            return {"done": DEEDS[name](*given)}
        except LimitsAway:
            # On a machine that is too busy Valkey answers late, and nobody gets to the till uncounted.
            time.sleep(PAUSE)
        except Refusal as refusal:
            return {"refused": refusal.code}
    return {"refused": "LimitsAway"}


def main() -> None:
    """Wait at the gate, then all at once."""
    deeds = json.loads(sys.argv[1])
    connection.ensure_connection()
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    sys.stdin.readline()
    told = race(lambda number: do(deeds[number]), runners=len(deeds))
    sys.stdout.write(json.dumps(told))


if __name__ == "__main__":
    main()
