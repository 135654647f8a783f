"""People and the emails they sign in with."""

import pytest
from django.db import IntegrityError, transaction

from project.accounts.models import User

pytestmark = pytest.mark.django_db


def test_email_is_taken_in_any_case() -> None:
    User.objects.create_user("Ada@example.org", "a-long-password")

    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.create_user("ada@example.org", "another-password")


def test_person_is_found_by_email_in_any_case() -> None:
    ada = User.objects.create_user("ada@example.org", "a-long-password")

    assert User.objects.get_by_natural_key("ADA@Example.Org") == ada


def test_person_without_a_name_is_called_by_public_id_and_never_by_email() -> None:
    ada = User.objects.create_user("ada@example.org")

    assert str(ada) == ada.public_id
    assert ada.public_id.startswith("usr_")
    assert ada.has_usable_password() is False


def test_guest_has_a_name_and_nothing_to_sign_in_with() -> None:
    cyd = User.objects.create_guest(name="Cyd")

    assert (str(cyd), cyd.email, cyd.has_usable_password()) == ("Cyd", None, False)
    assert cyd.public_id.startswith("gst_")


@pytest.mark.parametrize("wrong", [{"is_guest": False}, {"email": "cyd@example.org"}, {"is_staff": True}])
def test_guest_can_be_given_neither_an_email_nor_rights(wrong: dict[str, object]) -> None:
    cyd = User.objects.create_guest(name="Cyd")

    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.filter(pk=cyd.pk).update(**wrong)
