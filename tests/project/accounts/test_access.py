"""Who may come to a view: said once, held for pages, the API, programs and fragments alike."""

import pytest
from django.http import Http404, HttpRequest, HttpResponse
from django.test import Client, RequestFactory

from project.accounts.access import Who, access
from project.accounts.models import User
from tests.realtime.conftest import cookie_of

pytestmark = pytest.mark.django_db
SETTINGS = "/account/settings/"


def test_a_guest_is_sent_to_sign_in_and_back_to_the_page() -> None:
    answer = Client().get(f"{SETTINGS}?tab=2")

    assert (answer.status_code, answer["Location"]) == (302, "/account/login/?next=%2Faccount%2Fsettings%2F%3Ftab%3D2")


def test_what_was_posted_is_not_come_back_to() -> None:
    answer = Client().post(SETTINGS, {"theme": "dark"})

    assert answer["Location"] == "/account/login/?next=%2F"


def test_a_fragment_sends_the_whole_page_to_sign_in() -> None:
    here = {"HX-Request": "true", "HX-Current-URL": "http://testserver/boards/?q=a"}

    answer = Client(headers=here).get(SETTINGS)

    assert (answer.status_code, answer.content) == (200, b"")
    assert answer["HX-Redirect"] == "/account/login/?next=%2Fboards%2F%3Fq%3Da"


def test_a_fragment_in_another_sites_page_does_not_lead_back_there() -> None:
    here = {"HX-Request": "true", "HX-Current-URL": "https://evil.example/"}

    assert Client(headers=here).get(SETTINGS)["HX-Redirect"] == "/account/login/?next=%2F"


@pytest.mark.parametrize("path", ["//evil.example/", "/%5Cevil.example/", "/account/settings/;//evil.example"])
def test_the_way_back_is_never_another_site(path: str) -> None:
    answer = Client().get(path, follow=False)

    assert "evil.example" not in answer.get("Location", "").partition("next=")[0]
    assert not answer.get("Location", "").startswith(("//", "/\\", "http"))


def test_to_members_who_are_no_staff_the_work_of_staff_is_not_there() -> None:
    @access(Who.STAFF)
    def desk(request: HttpRequest) -> HttpResponse:
        return HttpResponse("desk")

    request = RequestFactory().get("/desk/")
    request.session = Client().session
    request.user = User.objects.create_user("cyd@example.org", None, display_name="Cyd")
    with pytest.raises(Http404):
        desk(request)


def test_the_api_says_no_before_it_reads_what_was_sent() -> None:
    answer = Client().post("/api/auth/keys", "{nonsense", content_type="application/json")

    assert (answer.status_code, answer.json()["code"]) == (401, "NotSignedIn")


def test_a_cookie_without_the_pages_token_is_told_apart_from_wrong_input() -> None:
    person = User.objects.create_user("ada@example.org", None, display_name="Ada")
    careful = Client(enforce_csrf_checks=True, headers={"Cookie": cookie_of(person)})

    answer = careful.post("/api/chat/rooms", "{nonsense", content_type="application/json")

    assert (answer.status_code, answer.json()["code"]) == (403, "NotFromOurPage")


def test_a_view_that_cannot_ask_is_refused_when_it_is_written() -> None:
    async def later(request: HttpRequest) -> HttpResponse:
        return HttpResponse("open")

    with pytest.raises(TypeError, match="plain function"):
        access(Who.PUBLIC)(later)
