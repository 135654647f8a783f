"""Pictures of products: narrow ones for everybody, those of drafts for their seller and staff alone."""

from io import BytesIO

import pytest
from django.test import Client
from PIL import Image

from market.catalog.models import Picture, Product
from market.catalog.pictures import keep_picture_file, new_picture_id
from project.accounts.models import User
from tests.market import people

pytestmark = pytest.mark.django_db


def picture(made: Product, *, width: int = 1000, **fields: object) -> Picture:
    """A picture of a product."""
    written = BytesIO()
    Image.new("RGB", (width, width * 3 // 4), "#2a6f6a").save(written, "WEBP")
    return Picture.objects.create(
        product=made,
        public_id=new_picture_id(),
        path=keep_picture_file(written.getvalue()),
        width=width,
        height=width * 3 // 4,
        **fields,
    )


def browser_of(person: User) -> Client:
    """A browser in which they are signed in."""
    browser = Client()
    browser.force_login(person)
    return browser


def test_picture_is_had_in_its_widths_and_in_no_other(client: Client) -> None:
    shown = picture(people.product(people.ada()))

    answers = {width: client.get(f"/pictures/{shown.public_id}/{width}.webp") for width in (320, 640, 1000, 1600, 7)}

    assert {width: answer.status_code for width, answer in answers.items()} == {
        320: 200, 640: 200, 1000: 200, 1600: 404, 7: 404,
    }  # fmt: skip
    with Image.open(BytesIO(answers[320].content)) as image:
        assert (image.format, image.size) == ("WEBP", (320, 240))
    assert answers[320]["Cache-Control"] == "public, max-age=31536000, immutable"


def test_whoever_has_a_picture_is_not_sent_it_again(client: Client) -> None:
    address = f"/pictures/{picture(people.product(people.ada())).public_id}/320.webp"

    again = client.get(address, headers={"If-None-Match": client.get(address)["ETag"]})

    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize("hidden", [{"state": "draft", "approved_at": None}, {}])
def test_picture_that_is_not_live_is_seen_by_its_seller_and_staff_alone(
    hidden: dict[str, object], client: Client
) -> None:
    made = people.product(people.ada(), **hidden)  # type: ignore[arg-type]
    address = f"/pictures/{picture(made, is_live=bool(hidden)).public_id}/320.webp"

    told = {person: browser_of(person).get(address) for person in (people.ada(), people.sue(), people.cyd())}

    assert [answer.status_code for answer in told.values()] == [200, 200, 404]
    assert client.get(address).status_code == 404
    assert told[people.ada()]["Cache-Control"] == "private, no-store"


def test_page_sizes_its_pictures_so_that_nothing_moves(client: Client) -> None:
    made = people.product(people.ada())
    first, second = picture(made, alt="The pier"), picture(made, place=1)

    page = client.get(f"/products/{made.slug}/").text

    assert f'srcset="/pictures/{first.public_id}/320.webp 320w' in page
    assert page.count('width="1000" height="750"') >= 2
    assert 'alt="The pier"' in page
    assert f"/pictures/{second.public_id}/960.webp" in page
