"""What Ada offers: a live listing with a change that waits for staff, its draft version, a file and a picture of it."""

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from market.catalog import actions
from market.catalog.imports.starting import start_import
from market.catalog.models import File
from project.accounts.models import Role, User
from project.base import clock
from tests.market.catalog.listings import changed, live, submitted
from tests.market.people import tier_of
from tests.realtime.chat.files.pictures import encoded, noise

TABLE = b"slug,kind,title\nwalked,prompt,Walked\n"


def make_listings(ada: User) -> dict[str, Any]:
    """Its ids. Ada sells from now on."""
    ada.roles = [Role.SELLER]
    ada.save(update_fields=["roles"])
    made = live(ada)
    whose: dict[str, Any] = {"seller_id": ada.pk, "now": clock.now()}
    version = actions.add_version(product=made.public_id, number="2.0", **whose)
    actions.put_content(version=version.public_id, body="Nobody else reads this", **whose)
    upload = SimpleUploadedFile("harbour.txt", b"Nobody else reads this")
    file: File = actions.add_file(version=version.public_id, upload=upload, **whose)
    content = encoded(noise(400, 300), "PNG")
    picture = actions.add_picture(product=made.public_id, name="a.png", content=content, **whose)
    run = start_import(name="walked.csv", content=TABLE, is_dry=True, **whose)
    change = submitted(changed(made, tagline="Nobody else reads this"))
    tier = tier_of(made)
    return {
        "listing": made.public_id,
        "listing_tier": {"id": tier.public_id, "name": tier.name, "prices": {"USD": 900}},
        "change": change.public_id,
        "version": version.public_id,
        "goods": file.public_id,
        "listing_picture": picture.public_id,
        "import": run.public_id,
    }
