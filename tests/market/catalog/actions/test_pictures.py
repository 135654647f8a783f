"""Pictures of listings: drawn anew, few, in an order, and unseen by others until staff has seen them."""

from io import BytesIO
from typing import Any

import pytest
from django.db import transaction
from PIL import Image

from market.catalog import actions
from market.catalog.models import Picture, Product
from market.catalog.pictures import read_picture
from market.catalog.queries import product_facts
from market.catalog.refusals import TooMany
from market.catalog.studio import working_copy_of
from project.base.errors import NotFound
from project.base.pictures import PictureBroken
from project.base.storage import private_files
from tests.market.catalog.listings import NOON, decided, draft, live, submitted
from tests.market.people import ada, cyd
from tests.realtime.chat.files.pictures import encoded, noise

pytestmark = pytest.mark.django_db
PNG = encoded(noise(900, 600), "PNG")


def add(made: Product, name: str = "a.png", content: bytes = PNG, alt: str = "") -> Picture:
    return actions.add_picture(
        product=made.public_id, seller_id=made.seller_id, name=name, content=content, alt=alt, now=NOON
    )


def shown(made: Product) -> list[str]:
    return [picture.id for picture in product_facts([Product.objects.get(pk=made.pk)])[0].pictures]


def test_a_picture_is_a_webp_in_each_of_its_widths() -> None:
    picture = add(draft(ada()), alt="A  quiet harbour")

    assert picture.alt == "A quiet harbour"
    for width in (320, 640, 900):
        with Image.open(BytesIO(read_picture(picture.public_id, width))) as drawn:
            assert (drawn.format, drawn.size) == ("WEBP", (width, round(600 * width / 900)))
    with pytest.raises(NotFound):
        read_picture(picture.public_id, 321)


@pytest.mark.parametrize(
    ("name", "content"), [("a.svg", b"<svg/>"), ("a.png", b"no"), ("a.gif", b"GIF89a"), ("a", PNG)]
)
def test_what_is_no_picture_is_refused_and_nothing_is_kept(name: str, content: bytes) -> None:
    with pytest.raises(PictureBroken):
        add(draft(ada()), name, content)

    assert not Picture.objects.exists()


def test_pictures_are_moved_described_removed_and_at_most_eight() -> None:
    made = draft(ada())
    first, second, third = (add(made) for _ in range(3))
    which: Any = {"product": made.public_id, "seller_id": made.seller_id, "now": NOON}

    actions.move_picture(picture=third.public_id, place=0, **which)
    actions.remove_picture(picture=first.public_id, **which)
    actions.describe_picture(picture=second.public_id, alt="Boats", **which)

    assert shown(made) == [third.public_id, second.public_id]
    assert Picture.objects.get(pk=second.pk).alt == "Boats"
    for _ in range(6):
        add(made)
    with pytest.raises(TooMany):
        add(made)
    assert Picture.objects.count() == 8


def test_a_picture_of_a_live_product_is_shown_once_staff_has_seen_it() -> None:
    made = live(ada())
    picture = add(made)

    assert shown(made) == []
    assert [one.public_id for one in working_copy_of(made).pictures] == [picture.public_id]

    decided(submitted(made))

    assert shown(made) == [picture.public_id]


@pytest.mark.django_db(transaction=True)
def test_pictures_that_were_thrown_away_are_gone_from_storage() -> None:
    made = live(ada())
    picture = add(made)
    assert private_files().exists(picture.path)

    with transaction.atomic():
        actions.discard_change(product=made.public_id, seller_id=made.seller_id, now=NOON)
        assert private_files().exists(picture.path)

    assert not private_files().exists(picture.path)
    assert not Picture.objects.exists()


def test_a_stranger_puts_no_picture_anywhere() -> None:
    made = draft(ada())

    with pytest.raises(NotFound):
        actions.add_picture(product=made.public_id, seller_id=cyd().pk, name="a.png", content=PNG, now=NOON)

    assert not Picture.objects.exists()
