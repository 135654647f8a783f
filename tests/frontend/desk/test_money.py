"""`/desk/money/`: staff sees at a glance whether the books are right."""

import pytest

from market.ledger.checks import registered_checks
from market.ledger.models import CheckRun
from project.base import clock
from tests.frontend.desk.staff import browser_of, member
from tests.market.ledger.books import ada, sell

pytestmark = pytest.mark.django_db


def page(who: str) -> str:
    return browser_of(member("Sue", who)).get("/desk/money/").content.decode()


def test_what_was_never_asked_is_said_to_be_so() -> None:
    assert page("support").count("not asked yet") == len(registered_checks())


def test_staff_asks_now_and_sees_what_holds_and_where_accounts_stand() -> None:
    sell(ada())
    browser = browser_of(member("Sue", "support"))

    asked = browser.post("/desk/money/", follow=True)

    text = asked.content.decode()
    assert asked.redirect_chain == [("/desk/money/", 302)]
    assert text.count(">holds<") == len(registered_checks())
    assert "-$10.50" in text
    assert "$9.00" in text


def test_what_differs_is_said_with_what_was_expected_and_found() -> None:
    finding = {"what": "USD of all accounts", "expected": "0", "found": "<b>1</b>"}
    CheckRun.objects.create(name="sums", at=clock.now(), took_ms=1, found=1, findings=[finding])

    text = page("admin")

    assert "1 check finds what must not be." in text
    assert "USD of all accounts" in text
    assert "&lt;b&gt;1&lt;/b&gt;" in text


@pytest.mark.parametrize("who", ["seller", None])
def test_page_is_for_staff_alone(who: str | None) -> None:
    person = member("Cyd", *([who] if who else []))

    browser = browser_of(person)

    assert browser.get("/desk/money/").status_code == 404
    assert browser.post("/desk/money/").status_code == 404
    assert not CheckRun.objects.exists()


def test_page_is_found_from_the_desk() -> None:
    assert 'href="/desk/money/"' in browser_of(member("Eve", "admin")).get("/staff/", follow=True).content.decode()
