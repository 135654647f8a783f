"""Who is visiting."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.http import HttpRequest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from project.accounts.merging import merge_guest
from project.accounts.models import User
from project.accounts.visitors import Visitor, choose_name, visitor_of, visitors_of_sessions
from project.base import clock

pytestmark = pytest.mark.django_db


@pytest.fixture
def ada() -> User:
    return User.objects.create_user("ada@example.org", "a-long-password", display_name="Ada")


def test_visitor_without_a_session_is_nobody_known() -> None:
    assert visitor_of(guest_request()) == Visitor()


def test_guest_who_chose_a_name_keeps_it_and_an_id() -> None:
    request = guest_request()

    first = choose_name(request, name="  Cyd \n the  Stranger ")
    second = choose_name(request, name="Cyd")

    assert (first.name, second.name) == ("Cyd the Stranger", "Cyd")
    assert first.public_id == second.public_id
    assert (first.public_id or "").startswith("gst_")
    assert first.session_key is not None
    assert User.objects.filter(is_guest=True).values_list("pk", "display_name").get() == (first.person_id, "Cyd")
    assert (first.user_id, first.is_named) == (None, True)


def test_guest_whose_row_is_gone_gets_another() -> None:
    request = guest_request()
    first = choose_name(request, name="Cyd")
    User.objects.all().delete()

    second = choose_name(request, name="Cyd")

    assert second.public_id != first.public_id
    assert User.objects.get().public_id == second.public_id


def test_guest_who_is_a_member_by_now_is_not_renamed_and_the_session_gets_another(ada: User) -> None:
    request = guest_request()
    first = choose_name(request, name="Cyd")
    merge_guest(guest_id=first.person_id or 0, member_id=ada.pk, now=clock.now())

    second = choose_name(request, name="Somebody")

    assert second.public_id != first.public_id
    assert User.objects.get(public_id=first.public_id).display_name == "Cyd"


def test_member_keeps_the_name_of_their_profile(ada: User) -> None:
    request = guest_request()
    request.user = ada

    assert choose_name(request, name="Somebody else").name == "Ada"
    assert User.objects.get() == ada


def test_sessions_tell_people_and_guests_apart_in_two_queries(
    ada: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    key = signed_in(ada)
    guest = choose_name(guest_request(), name="Cyd")
    keys = [key, guest.session_key or "", "unknown"]

    with django_assert_num_queries(2):
        found = visitors_of_sessions(keys)

    assert found == {
        key: Visitor(user_id=ada.pk, person_id=ada.pk, public_id=ada.public_id, name="Ada", session_key=key),
        guest.session_key: guest,
    }


def test_session_of_a_person_switched_off_is_absent(ada: User) -> None:
    key = signed_in(ada)
    User.objects.filter(pk=ada.pk).update(is_active=False)

    assert visitors_of_sessions([key]) == {}


def test_session_opened_with_a_former_password_is_absent(ada: User) -> None:
    key = signed_in(ada)
    ada.set_password("changed-since")
    ada.save()

    assert visitors_of_sessions([key]) == {}


def test_session_past_its_time_is_absent(ada: User) -> None:
    key = signed_in(ada)
    Session.objects.filter(pk=key).update(expire_date=clock.now() - timedelta(seconds=1))

    assert visitors_of_sessions([key]) == {}


def guest_request() -> HttpRequest:
    request = HttpRequest()
    request.session = SessionStore()
    request.user = AnonymousUser()
    return request


def signed_in(person: User) -> str:
    client = Client()
    client.force_login(person)
    return str(client.session.session_key)
