"""The page of a product: everything but what is paid for, and nothing that runs."""

import pytest
from django.test import Client

from tests.market import people

pytestmark = pytest.mark.django_db


def test_product_page_shows_it_and_never_what_is_paid_for(client: Client) -> None:
    made = people.product(people.ada(), files={"secret-heron.txt": b"The halyard is blue."}, title="Harbour prompt")

    page = client.get(f"/products/{made.slug}/")

    assert page.status_code == 200
    assert "Harbour prompt" in page.text
    assert "secret-heron.txt" in page.text
    assert people.SECRET not in page.text
    assert "halyard" not in page.text
