"""Changing a profile: all or nothing, by who saw the newest, with handles that lead on for a while."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from project.accounts.models import Role, User
from project.accounts.profiles.actions import change_profile, profile_of
from project.accounts.profiles.activity import words_of
from project.accounts.profiles.handles import LEADS_ON, PAUSE, forget_former_handles
from project.accounts.profiles.models import Activity, Profile
from project.accounts.profiles.queries import find_person
from project.accounts.profiles.refusals import ChangedMeanwhile, NotValid, UnknownPerson
from project.base import clock

pytestmark = pytest.mark.django_db


def test_profile_is_made_once_when_it_is_first_needed(ada: User) -> None:
    first, second = profile_of(ada.pk, now=clock.now()), profile_of(ada.pk, now=clock.now())

    assert (first.pk, first.is_public, first.theme) == (second.pk, False, "system")
    assert Profile.objects.count() == 1


def test_guest_has_no_profile() -> None:
    cyd = User.objects.create_guest(name="Cyd")

    with pytest.raises(UnknownPerson):
        profile_of(cyd.pk, now=clock.now())

    assert not Profile.objects.exists()


def test_change_is_kept_counted_and_told_to_the_person(ada: User) -> None:
    changes = {"display_name": "Ada Lovelace", "headline": "Engines", "is_public": True}

    profile = change_profile(person_id=ada.pk, changes=changes, edition=1, now=clock.now())

    ada.refresh_from_db()
    assert (ada.display_name, profile.headline, profile.is_public, profile.edition) == (
        "Ada Lovelace",
        "Engines",
        True,
        2,
    )
    assert words_of(Activity.objects.get()) == "The profile was changed: name, headline, who sees the page"


def test_change_of_nothing_is_no_change(ada: User) -> None:
    profile = change_profile(person_id=ada.pk, changes={"display_name": "Ada", "bio": ""}, now=clock.now())

    assert profile.edition == 1
    assert not Activity.objects.exists()


def test_one_wrong_field_keeps_all_others_from_being_saved_and_each_is_named(ada: User) -> None:
    changes = {"headline": "Engines", "time_zone": "Europe/Atlantis", "theme": "pink", "bio": "b" * 1001}

    with pytest.raises(NotValid) as refused:
        change_profile(person_id=ada.pk, changes=changes, now=clock.now())

    assert sorted(refused.value.extra) == ["bio", "theme", "time_zone"]
    assert not Profile.objects.exclude(headline="").exists()


def test_second_tab_does_not_overwrite_what_the_first_has_saved(ada: User) -> None:
    seen = profile_of(ada.pk, now=clock.now()).edition
    change_profile(person_id=ada.pk, changes={"headline": "First"}, edition=seen, now=clock.now())

    with pytest.raises(ChangedMeanwhile):
        change_profile(person_id=ada.pk, changes={"headline": "Second"}, edition=seen, now=clock.now())

    assert Profile.objects.get().headline == "First"


def test_handle_is_changed_at_most_every_thirty_days(ada: User) -> None:
    now = clock.now()
    change_profile(person_id=ada.pk, changes={"handle": "ada_l"}, now=now)

    with pytest.raises(NotValid) as refused:
        change_profile(person_id=ada.pk, changes={"handle": "ada_m"}, now=now + PAUSE - timedelta(hours=1))
    assert "handle" in refused.value.extra

    profile = change_profile(person_id=ada.pk, changes={"handle": "ada_m"}, now=now + PAUSE)
    assert profile.handle == "ada_m"


@pytest.mark.parametrize("wanted", ["ada_l", "ada1", "adal", "a_d_a_l", "ADA_L"])
def test_handle_that_is_taken_or_looks_like_it_is_refused(ada: User, cyd: User, wanted: str) -> None:
    change_profile(person_id=ada.pk, changes={"handle": "ada_l"}, now=clock.now())

    with pytest.raises(NotValid) as refused:
        change_profile(person_id=cyd.pk, changes={"handle": wanted, "headline": "x"}, now=clock.now())

    assert "handle" in refused.value.extra
    assert not Profile.objects.filter(person=cyd).exclude(headline="", handle=None).exists()


def test_former_handle_leads_on_for_ninety_days_and_is_nobody_s_until_then(ada: User, cyd: User) -> None:
    now = clock.now()
    change_profile(person_id=ada.pk, changes={"handle": "engines", "is_public": True}, now=now)
    moved = now + PAUSE
    change_profile(person_id=ada.pk, changes={"handle": "countess"}, now=moved)
    late = moved + LEADS_ON - timedelta(minutes=1)

    found = find_person("engines", now=late)
    assert (found.profile.person_id, found.by_its_name) == (ada.pk, False)
    with pytest.raises(NotValid):
        change_profile(person_id=cyd.pk, changes={"handle": "engines"}, now=late)

    after = moved + LEADS_ON
    assert change_profile(person_id=cyd.pk, changes={"handle": "engines"}, now=after).handle == "engines"
    assert forget_former_handles(now=after) == 0


def test_own_former_handle_can_be_taken_back(ada: User) -> None:
    now = clock.now()
    for days, handle in enumerate(("engines", "countess", "engines")):
        change_profile(person_id=ada.pk, changes={"handle": handle}, now=now + days * PAUSE)

    assert Profile.objects.get().handle == "engines"


def test_private_and_switched_off_people_are_as_unknown_as_nobody(ada: User, cyd: User) -> None:
    now = clock.now()
    profile_of(ada.pk, now=now)
    change_profile(person_id=cyd.pk, changes={"is_public": True}, now=now)
    User.objects.filter(pk=cyd.pk).update(is_active=False)

    for name in (ada.public_id, cyd.public_id, "usr_nobody", "nobody"):
        with pytest.raises(UnknownPerson):
            find_person(name, now=now)
    assert find_person(ada.public_id, now=now, viewer_id=ada.pk).profile.person == ada


def test_seller_has_a_page_even_without_having_said_anything(ada: User) -> None:
    User.objects.filter(pk=ada.pk).update(roles=[Role.SELLER])

    assert find_person(ada.public_id, now=clock.now()).profile.person == ada


@pytest.mark.parametrize(
    "wrong", [{"bio": "b" * 1001}, {"theme": "pink"}, {"handle": "Ada", "handle_shape": "ada"}, {"handle": "ada_l"}]
)
def test_database_has_the_last_word(ada: User, wrong: dict[str, str]) -> None:
    profile = profile_of(ada.pk, now=clock.now())

    with pytest.raises(IntegrityError), transaction.atomic():
        Profile.objects.filter(pk=profile.pk).update(**wrong)
