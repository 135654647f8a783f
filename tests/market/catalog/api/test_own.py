"""The catalogue over HTTP: a listing from its first word to being sold, under versions, and nobody else's."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from market.catalog.models import Change, File, Picture, Product
from project.accounts.models import User
from tests.market.catalog.listings import ABOUT, PROMPT, decided, live
from tests.market.people import ada, ben, category, cyd, product
from tests.realtime.chat.files.pictures import encoded, noise

pytestmark = pytest.mark.django_db
JSON = "application/json"


def browser(person: User) -> Client:
    client = Client()
    client.force_login(person)
    return client


def test_a_listing_goes_the_whole_way_over_the_api() -> None:
    category("prompts")
    seller = browser(ada())

    made = seller.post("/api/catalog/products", {"kind": "prompt", "title": "Quiet notes"}, content_type=JSON)
    assert made.status_code == 201, made.content
    at = f"/api/catalog/products/{made.json()['id']}"
    lacking = seller.post(f"{at}/submit", {}, content_type=JSON)
    assert (lacking.status_code, lacking.json()["code"]) == (422, "ProductNotValid")
    assert {"description", "category", "tiers", "version"} <= lacking.json()["fields"].keys()

    change: Any = {"description": ABOUT, "category": "prompts", "attributes": PROMPT, "tags": ["calm"]}
    assert seller.patch(at, change, content_type=JSON).status_code == 200
    tiers: Any = {"tiers": [{"name": "Standard", "prices": {"USD": 900}}]}
    assert seller.put(f"{at}/tiers", tiers, content_type=JSON).status_code == 200
    version = seller.post(f"{at}/versions", {"number": "1.0", "content": "Be brief."}, content_type=JSON).json()
    assert version["content"] == "Be brief."
    upload = {"version": version["id"], "is_sample": "true", "file": SimpleUploadedFile("a.txt", b"An example")}
    assert seller.post("/api/catalog/files", upload).json()["is_sample"] is True
    picture = {"product": made.json()["id"], "file": SimpleUploadedFile("a.png", encoded(noise(700, 500), "PNG"))}
    shown = seller.post("/api/catalog/pictures", picture)
    assert shown.status_code == 201, shown.content
    assert shown.json()["widths"] == [320, 640, 700]

    waiting = seller.post(f"{at}/submit", {"note": "Please"}, content_type=JSON).json()
    assert (waiting["state"], waiting["change"]["note"]) == ("submitted", "Please")
    decided(Change.objects.get())

    told = Client().get("/api/products/quiet-notes").json()
    assert told["tiers"][0]["prices"] == {"USD": 900}
    assert told["cover"]["url"] == f"/pictures/{Picture.objects.get().public_id}/700.webp"
    assert "Be brief." not in str(told)


def test_a_change_asks_for_the_version_it_was_made_from() -> None:
    made = live(ada())
    seller, at = browser(ada()), f"/api/catalog/products/{made.public_id}"
    etag = seller.get(at)["ETag"]

    first = seller.patch(at, {"tagline": "First"}, content_type=JSON, headers={"If-Match": etag})
    second = seller.patch(at, {"tagline": "Second"}, content_type=JSON, headers={"If-Match": etag})

    assert (first.status_code, second.status_code) == (200, 412)
    assert second.json()["code"] == "VersionMoved"
    assert first.json()["tagline"] == "First"
    assert first.json()["pending"] == ["tagline"]


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("get", "", None),
        ("patch", "", {"title": "Theirs"}),
        ("delete", "", None),
        ("put", "/tiers", {"tiers": []}),
        ("post", "/submit", {}),
        ("post", "/pause", {}),
        ("post", "/versions", {"number": "2"}),
    ],
)
def test_anothers_listing_is_not_there(method: str, path: str, body: Any) -> None:
    made = live(ada())

    answer = getattr(browser(cyd()), method)(f"/api/catalog/products/{made.public_id}{path}", body, content_type=JSON)

    assert answer.status_code == 404
    assert Product.objects.get().revision == made.revision


def test_who_may_not_sell_is_told_so() -> None:
    answer = browser(ben()).post("/api/catalog/products", {"kind": "prompt", "title": "Mine"}, content_type=JSON)

    assert (answer.status_code, answer.json()["code"]) == (403, "NotASeller")


def test_a_refused_file_says_what_may_be_sold_and_is_not_kept() -> None:
    made = product(ada(), state="draft", approved_at=None)
    seller = browser(ada())
    at = f"/api/catalog/products/{made.public_id}/versions"
    version = seller.post(at, {"number": "9"}, content_type=JSON).json()["id"]

    answer = seller.post("/api/catalog/files", {"version": version, "file": SimpleUploadedFile("a.exe", b"MZ")})

    assert (answer.status_code, answer.json()["code"]) == (415, "FileNotAllowed")
    assert "pdf" in answer.json()["fields"]["endings"]
    assert not File.objects.exists()


def test_a_list_of_thirty_takes_as_many_queries_as_one_of_three(django_assert_max_num_queries: Any) -> None:
    for _ in range(30):
        product(ada())
    seller = browser(ada())

    with django_assert_max_num_queries(8):
        thirty = seller.get("/api/catalog/products?limit=30").json()

    assert (len(thirty["products"]), thirty["total"]) == (30, 30)


def test_an_export_comes_as_a_table_and_goes_in_again_as_a_dry_run() -> None:
    live(ada())
    seller = browser(ada())
    answer = seller.get("/api/catalog/export")
    content = b"".join(answer.streaming_content)  # type: ignore[attr-defined]

    run = seller.post("/api/catalog/imports", {"file": SimpleUploadedFile("p.csv", content), "is_dry": "true"})

    assert (answer["Content-Type"], answer["Cache-Control"]) == ("text/csv; charset=utf-8", "private, no-store")
    assert (run.status_code, run.json()["total"]) == (202, 1)
    rows = seller.get(f"/api/catalog/imports/{run.json()['id']}/rows").json()["rows"]
    assert [row["number"] for row in rows] == [2]
    assert browser(cyd()).get(f"/api/catalog/imports/{run.json()['id']}").status_code == 404
