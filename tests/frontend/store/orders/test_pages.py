"""What a buyer sees of their orders and of what they bought, and that nobody else sees any of it."""

from io import BytesIO
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pypdf import PdfReader

from market.orders.models import Download, Grant, Order, Paper
from market.orders.queries import grants_of
from tests.doubles.stripe import Stripe
from tests.frontend.desk.staff import browser_of
from tests.market import till
from tests.market.people import SECRET, ada, ben, cyd, product

pytestmark = pytest.mark.django_db
FILES = {"notes.txt": b"Everything there is to know."}


def bought(stripe: Stripe) -> Order:
    return till.bought(stripe, ben(), product(ada(), title="Release notes", files=FILES))


def grant_of(order: Order) -> Grant:
    return Grant.objects.get(line__order=order)


def text_of(answer: object) -> str:
    return str(answer.content.decode())  # type: ignore[attr-defined]


def test_order_says_how_it_stands_what_it_waits_for_and_all_that_happened(stripe: Stripe) -> None:
    order = till.check_out(ben(), product(ada(), title="Release notes")).order
    page = f"/orders/{order.public_id}/"

    waiting = text_of(browser_of(ben()).get(page))
    stripe.pay(till.session_of(order))
    till.bring(stripe)
    paid = text_of(browser_of(ben()).get(page))

    assert "Waiting for you to pay." in waiting
    assert "data-countdown" in waiting
    assert "Pay $10.00" in waiting
    assert "Paid: $10.00" in paid
    assert "pending until" in paid
    assert "Pay $10.00" not in paid
    assert f"/library/{grant_of(order).public_id}/" in paid


def test_lists_show_own_orders_alone(stripe: Stripe) -> None:
    order = bought(stripe)

    assert order.public_id in text_of(browser_of(ben()).get("/orders/"))
    assert "You have not ordered anything yet." in text_of(browser_of(cyd()).get("/orders/"))
    assert "kept here" in text_of(browser_of(cyd()).get("/library/"))


def test_what_was_paid_for_is_read_by_its_buyer_alone(stripe: Stripe) -> None:
    order = bought(stripe)
    page = f"/library/{grant_of(order).public_id}/"

    assert SECRET in text_of(browser_of(ben()).get(page))
    assert browser_of(cyd()).get(page).status_code == 404
    assert browser_of(ada()).get(page).status_code == 404
    assert browser_of(None).get(page).status_code == 302


def test_file_comes_by_a_link_that_is_for_its_buyer_and_is_counted(stripe: Stripe) -> None:
    grant = grant_of(bought(stripe))
    file = grant.product.versions.get(is_current=True).files.get()
    ask = f"/library/{grant.public_id}/files/{file.public_id}/"

    link = browser_of(ben()).post(ask)["Location"]
    fetched = browser_of(ben()).get(link)

    assert fetched.content == FILES["notes.txt"]
    assert fetched["Content-Disposition"] == 'attachment; filename="notes.txt"'
    assert browser_of(cyd()).get(link).status_code == 404
    assert browser_of(cyd()).post(ask).status_code == 404
    assert browser_of(ben()).get(link, headers={"Range": "bytes=5-"}).content == FILES["notes.txt"][5:]
    assert browser_of(ben()).head(link).status_code == 200
    assert Download.objects.filter(grant=grant).count() == 1
    assert "downloaded once" in text_of(browser_of(ben()).get(f"/library/{grant.public_id}/"))


def test_what_was_given_back_is_no_longer_read_or_fetched(stripe: Stripe) -> None:
    grant = grant_of(bought(stripe))
    file = grant.product.versions.get(is_current=True).files.get()
    link = browser_of(ben()).post(f"/library/{grant.public_id}/files/{file.public_id}/")["Location"]

    Grant.objects.filter(pk=grant.pk).update(revoked_at=grant.granted_at, revoked_because="refunded")

    assert browser_of(ben()).get(f"/library/{grant.public_id}/").status_code == 404
    assert browser_of(ben()).get(link).status_code == 403
    assert not grants_of(ben().pk).exists()


def test_papers_are_pdf_with_what_was_paid_and_the_same_for_ever(stripe: Stripe) -> None:
    order = bought(stripe)
    paper = Paper.objects.get(order=order, kind="receipt")
    address = f"/orders/{order.public_id}/{paper.public_id}.pdf"

    first, second = browser_of(ben()).get(address), browser_of(ben()).get(address)

    written = PdfReader(BytesIO(first.content)).pages[0].extract_text()
    assert first.content == second.content
    assert f"{paper.year}-000001" in written
    assert "Release notes" in written
    assert "$10.00" in written
    assert "Germany" in written
    assert browser_of(cyd()).get(address).status_code == 404


def test_unpaid_order_is_called_off_by_its_buyer_alone(stripe: Stripe) -> None:
    order = till.check_out(ben(), product(ada())).order
    cancel = f"/orders/{order.public_id}/cancel/"

    assert browser_of(cyd()).post(cancel).status_code == 404
    order.refresh_from_db()
    assert order.state == "placed"

    browser_of(ben()).post(cancel)

    order.refresh_from_db()
    assert order.state == "cancelled"


def test_paying_again_leads_to_the_page_that_waits(stripe: Stripe) -> None:
    order = till.check_out(ben(), product(ada())).order

    sent = browser_of(ben()).post(f"/orders/{order.public_id}/pay/")

    assert sent["Location"] == till.payment_of(order).url
    assert browser_of(cyd()).post(f"/orders/{order.public_id}/pay/").status_code == 404


def test_coming_back_shows_the_order_paid_before_any_webhook(stripe: Stripe) -> None:
    order = till.check_out(ben(), product(ada())).order
    stripe.pay(till.session_of(order))

    back = browser_of(ben()).get(f"/orders/{order.public_id}/return/?session_id={till.session_of(order)}", follow=True)

    assert "Paid: $10.00" in text_of(back)
    assert browser_of(cyd()).get(f"/orders/{order.public_id}/return/").status_code == 404


def test_list_of_twenty_asks_no_more_than_one_of_three(settings: Any) -> None:
    settings.CHECKOUTS_PER_MINUTE = 100_000
    buyer, free = ben(), [product(ada(), pricing="free") for _number in range(20)]
    counts = []
    for some in (free[:3], free[3:]):
        for one in some:
            till.check_out(buyer, one)
        browser = browser_of(buyer)
        with CaptureQueriesContext(connection) as asked:
            browser.get("/orders/")
        counts.append(len(asked))

    assert counts[0] == counts[1]
