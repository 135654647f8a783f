"""`/api/orders`: one's own orders with all that is told of them; nobody else's; money back by whoever sold."""

from typing import Any

import pytest
from django.test import Client

from market.flows.demo import pay_demo, place_demo
from market.orders.models import Order
from market.payments.models import Refund
from project.accounts.models import User
from project.base import clock
from tests.market.people import ada, ben, cyd, product, tier_of

pytestmark = pytest.mark.django_db


def browser(person: User) -> Client:
    client = Client()
    client.force_login(person)
    return client


def an_order(*, paid: bool = True) -> Order:
    sold = product(ada(), files={"heron.txt": b"heron"})
    order = place_demo(ben(), [tier_of(sold)], key=f"api-{Order.objects.count()}", now=clock.now())
    return pay_demo(order, clock.now()) if paid else order


def post(client: Client, path: str, body: dict[str, Any]) -> Any:
    return client.post(path, body, content_type="application/json")


def test_a_buyer_reads_their_orders_and_nobody_elses() -> None:
    order = an_order()

    told = browser(ben()).get("/api/orders").json()
    assert [one["id"] for one in told["orders"]] == [order.public_id]
    one = browser(ben()).get(f"/api/orders/{order.public_id}").json()
    assert (one["state"], one["total_minor"]) == ("paid", 1000)
    assert [step["kind"] for step in one["steps"]] == ["placed", "payment_opening", "paid", "granted"]
    assert one["waits"][0]["why"] == "seller_pending"

    for stranger in (cyd(), ada()):
        assert browser(stranger).get("/api/orders").json()["orders"] == []
        assert browser(stranger).get(f"/api/orders/{order.public_id}").status_code == 404
        assert browser(stranger).get(f"/api/orders/{order.public_id}/downloads").status_code == 404


def test_what_was_paid_is_given_and_what_was_not_is_not() -> None:
    paid, waiting = an_order(), an_order(paid=False)

    told = browser(ben()).get(f"/api/orders/{paid.public_id}/downloads").json()["delivered"]
    assert told[0]["content"].startswith("The words that are paid for")
    assert told[0]["files"][0]["name"] == "heron.txt"
    assert browser(ben()).get(f"/api/orders/{waiting.public_id}/downloads").json() == {"delivered": []}


def test_a_list_of_thirty_takes_as_many_queries_as_one_of_three(django_assert_max_num_queries: Any) -> None:
    client = browser(ben())
    tiers = [tier_of(product(ada()))]
    for number in range(30):
        place_demo(ben(), tiers, key=f"many-{number}", now=clock.now())
    client.get("/api/orders")

    with django_assert_max_num_queries(8):
        assert len(client.get("/api/orders?limit=30").json()["orders"]) == 30


def test_a_buyer_cancels_what_waits_and_a_stranger_does_not() -> None:
    order = an_order(paid=False)

    assert post(browser(cyd()), f"/api/orders/{order.public_id}/cancel", {}).status_code == 404
    assert post(browser(ben()), f"/api/orders/{order.public_id}/cancel", {}).json()["state"] == "cancelled"
    assert post(browser(ben()), f"/api/orders/{order.public_id}/cancel", {}).status_code == 409


def test_a_seller_gives_back_what_they_sold_and_nobody_else_does() -> None:
    order = an_order()
    line = order.lines.get().public_id
    path, asked = f"/api/orders/{order.public_id}/refund", {"parts": [{"line": line, "amount_minor": 400}]}

    for stranger in (cyd(), ben()):
        assert post(browser(stranger), path, asked).status_code == 404
    assert Refund.objects.count() == 0

    told = post(browser(ada()), path, asked)
    assert (told.status_code, told.json()["amount_minor"]) == (201, 400)
    too_much = post(browser(ada()), path, {"parts": [{"line": line, "amount_minor": 601}]})
    assert (too_much.status_code, too_much.json()["code"]) == (422, "RefundTooLarge")
    assert Refund.objects.count() == 1
