"""What a seller sees of what they sold and earned: their own lines, every figure, and the way back to each order."""

import pytest

from market.payments.models import Refund
from tests.doubles.stripe import Stripe
from tests.frontend.desk.staff import browser_of
from tests.market import till
from tests.market.people import ada, ben, cyd, product

pytestmark = pytest.mark.django_db
FIGURES = ("Available", "Pending", "Held", "Disputed", "You owe")


def page(who: object, address: str) -> str:
    return browser_of(who).get(address).content.decode()  # type: ignore[arg-type]


def test_seller_sees_own_lines_of_an_order_and_of_the_buyer_the_name(stripe: Stripe) -> None:
    order = till.bought(stripe, ben(), product(ada(), title="Hers"), product(cyd(), title="Another's"))

    text = page(ada(), f"/studio/sales/{order.public_id}/")

    assert "Sold to Ben" in text
    assert "Hers" in text
    assert "Another&#x27;s" not in text
    assert "ben@example.org" not in text
    assert "Hers" in page(ada(), "/studio/sales/")
    assert browser_of(ben()).get(f"/studio/sales/{order.public_id}/").status_code == 404


def test_earnings_show_the_figures_what_waits_and_each_movement_with_its_order(stripe: Stripe) -> None:
    order = till.bought(stripe, ben(), product(ada()))

    text = page(ada(), "/studio/earnings/")

    assert "$9.00" in text
    assert f'/studio/sales/{order.public_id}/">Sale' in text
    assert [one for one in FIGURES if f"<dt>{one}</dt>" not in text] == []
    assert "Nothing has moved yet." in page(cyd(), "/studio/earnings/")


def test_seller_gives_back_a_part_of_own_lines_and_no_more_than_is_left(stripe: Stripe) -> None:
    order = till.bought(stripe, ben(), product(ada()), product(cyd()))
    hers, other = order.lines.get(seller=ada()), order.lines.get(seller=cyd())
    refund = f"/studio/sales/{order.public_id}/refund/"

    too_much = browser_of(ada()).post(refund, {f"part-{hers.public_id}": "10.01", "words": "typed"})
    foreign = browser_of(ada()).post(refund, {f"part-{other.public_id}": "1"})
    nothing = browser_of(ada()).post(refund, {})

    assert too_much.status_code == 422
    assert "typed" in too_much.content.decode()
    assert foreign.status_code == 422
    assert nothing.status_code == 422
    assert not Refund.objects.exists()

    browser_of(ada()).post(refund, {f"part-{hers.public_id}": "4.00", "words": "Half of it was wrong"})
    till.bring(stripe)

    hers.refresh_from_db()
    assert hers.refunded_minor == 400
    assert "$4.00 refunded" in page(ada(), f"/studio/sales/{order.public_id}/")
    till.assert_books_are_right()
