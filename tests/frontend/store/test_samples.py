"""Samples are open to everybody as long as their product is for sale; other files to nobody who did not pay."""

import pytest
from django.test import Client

from market.catalog.models import File, Product
from tests.market.people import ada, product, release

pytestmark = pytest.mark.django_db


def with_files() -> tuple[Product, File, File]:
    """A product with a sample and a file that is paid for."""
    made = product(ada(), files={"sample.txt": b"The beginning.", "whole.txt": b"All of it."}, samples=["sample.txt"])
    files = made.versions.get(is_current=True).files
    return made, files.get(name="sample.txt"), files.get(name="whole.txt")


def test_sample_is_fetched_by_everybody_and_nothing_else_is(client: Client) -> None:
    made, sample, whole = with_files()
    base = f"/products/{made.slug}/samples/"

    fetched = client.get(f"{base}{sample.public_id}/")

    assert fetched.content == b"The beginning."
    assert fetched["Content-Disposition"] == 'attachment; filename="sample.txt"'
    assert f'href="{base}{sample.public_id}/"' in client.get(f"/products/{made.slug}/").content.decode()
    assert client.get(f"{base}{whole.public_id}/").status_code == 404


def test_sample_of_an_older_version_or_of_what_is_not_sold_is_not_there(client: Client) -> None:
    made, sample, _whole = with_files()
    address = f"/products/{made.slug}/samples/{sample.public_id}/"

    Product.objects.filter(pk=made.pk).update(is_paused=True)
    paused = client.get(address).status_code
    Product.objects.filter(pk=made.pk).update(is_paused=False)
    release(made)

    assert (paused, client.get(address).status_code) == (404, 404)
