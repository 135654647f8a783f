"""An order that Ada bought of herself: she is its buyer and its seller, and all that it gave is hers."""

from datetime import timedelta
from typing import Any

from market.flows.demo import pay_demo, place_demo
from market.orders.downloads import make_link
from market.orders.models import Grant
from project.accounts.models import User
from project.base import clock
from tests.market.people import product, tier_of


def make_order(ada: User) -> dict[str, Any]:
    """The order, its line, grant and paper, and a link that is good for some minutes."""
    sold = product(ada, title="Bought", files={"halyard.txt": b"heron"})
    now = clock.now() + timedelta(minutes=3)
    order = pay_demo(place_demo(ada, [tier_of(sold)], key="walk-order", now=clock.now()), now)
    grant = Grant.objects.get(line__order=order)
    file = sold.versions.get(is_current=True).files.get()
    return {
        "order": order.public_id,
        "order_line": order.lines.get().public_id,
        "grant": grant.public_id,
        "paper": order.papers.order_by("pk")[0].public_id,
        "bought_file": file.public_id,
        "download": make_link(grant=grant, file=file, person_id=ada.pk, now=clock.now()),
    }
