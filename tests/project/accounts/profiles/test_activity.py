"""What a person is told of their account: added, never changed, never a secret, and forgotten in time."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from project.accounts.models import User
from project.accounts.profiles.activity import KEPT, forget_old_activity, kinds, note_activity, words_of
from project.accounts.profiles.models import Activity
from project.base import clock

pytestmark = pytest.mark.django_db


@pytest.fixture
def ada() -> User:
    return User.objects.create_user("ada@example.org", display_name="Ada")


def test_activity_is_told_as_a_sentence(ada: User) -> None:
    facts = {"device": "Firefox on Linux\u202e", "address": "192.0.2.7"}
    note_activity(user_id=ada.pk, kind="signed_in", facts=facts, now=clock.now())

    assert words_of(Activity.objects.get()) == "Signed in from Firefox on Linux 192.0.2.7"


def test_fact_that_lacks_leaves_a_sentence(ada: User) -> None:
    note_activity(user_id=ada.pk, kind="key_made", facts={}, now=clock.now())

    assert words_of(Activity.objects.get()) == "The key  was made"


def test_every_kind_can_be_told_without_facts() -> None:
    assert all(words_of(Activity(kind=kind, facts={})) for kind in kinds())


def test_kind_that_nobody_registered_is_a_bug(ada: User) -> None:
    with pytest.raises(ValueError, match="register_kind"):
        note_activity(user_id=ada.pk, kind="danced", facts={}, now=clock.now())

    assert not Activity.objects.exists()


@pytest.mark.parametrize("name", ["password", "token", "code", "session_key"])
def test_fact_named_like_a_secret_is_a_bug(ada: User, name: str) -> None:
    with pytest.raises(ValueError, match="never secret"):
        note_activity(user_id=ada.pk, kind="key_made", facts={name: "x"}, now=clock.now())

    assert not Activity.objects.exists()


def test_activity_cannot_be_rewritten(ada: User) -> None:
    note_activity(user_id=ada.pk, kind="signed_in", facts={}, now=clock.now())

    with pytest.raises(IntegrityError), transaction.atomic():
        Activity.objects.update(kind="signed_out")


def test_activity_is_forgotten_after_four_hundred_days(ada: User) -> None:
    now = clock.now()
    for age in (KEPT + timedelta(minutes=1), KEPT - timedelta(minutes=1)):
        note_activity(user_id=ada.pk, kind="signed_in", facts={}, now=now - age)

    assert forget_old_activity(now=now) == 1
    assert Activity.objects.count() == 1
