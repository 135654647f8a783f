"""Changing what a person says of themselves and how they want the site."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from project.accounts import endings
from project.accounts.models import User
from project.accounts.profiles.activity import note_activity
from project.accounts.profiles.bio import clean_bio
from project.accounts.profiles.handles import clean_handle, take_handle
from project.accounts.profiles.links import clean_links
from project.accounts.profiles.models import Profile
from project.accounts.profiles.models.profile import LONGEST_BIO, LONGEST_HEADLINE, LONGEST_LOCATION, Theme
from project.accounts.profiles.names import clean_name
from project.accounts.profiles.refusals import ChangedMeanwhile, NotValid, UnknownPerson
from project.accounts.profiles.zones import find_zone, speaks
from project.base.visible import visible_line


def profile_of(person_id: int, *, now: datetime) -> Profile:
    """The profile of a member, made when it is first needed; raises `UnknownPerson` for a guest."""
    found = Profile.objects.select_related("person").filter(person_id=person_id).first()
    if found is not None:
        return found
    if not User.objects.filter(pk=person_id, is_guest=False).exists():
        raise UnknownPerson
    return Profile.objects.select_related("person").get_or_create(person_id=person_id, defaults={"changed_at": now})[0]


def change_profile(*, person_id: int, changes: dict[str, Any], now: datetime, edition: int | None = None) -> Profile:
    """Keep these fields (`CLEANERS` names them, and `handle`), all of them or none.

    Raises `NotValid` with what is wrong with which field, `ChangedMeanwhile` unless `edition` is the newest, and
    `UnknownPerson`.
    """
    clean = _cleaned(changes)
    with transaction.atomic():
        profile = lock_profile(person_id, now=now)
        if edition is not None and edition != profile.edition:
            raise ChangedMeanwhile
        changed = [name for name, value in clean.items() if value != _present(profile, name)]
        if not changed:
            return profile
        if "handle" in changed:
            take_handle(profile, clean["handle"], now=now)
        _keep(profile, {name: clean[name] for name in changed if name != "handle"}, now)
        facts = {"what": ", ".join(str(LABELS[name]) for name in changed)}
        note_activity(user_id=person_id, kind=_kind_of(changed), facts=facts, now=now)
        return profile


def lock_profile(person_id: int, *, now: datetime) -> Profile:
    """The profile of a member, held until the transaction ends."""
    profile = profile_of(person_id, now=now)
    return Profile.objects.select_for_update(of=("self",)).select_related("person").get(pk=profile.pk)


def _text(name: str, most: int, clean: Callable[[str], str] = visible_line) -> Callable[[Any], str]:
    def cleaned(given: Any) -> str:
        text = clean(str(given))
        if len(text) > most:
            raise NotValid(**{name: _("At most %(most)s characters.") % {"most": most}})
        return text

    return cleaned


def _theme(given: Any) -> str:
    if given not in Theme.values:
        raise NotValid(theme=_("There is no such theme."))
    return str(given)


def _language(given: Any) -> str:
    if given and not speaks(given):
        raise NotValid(language=_("The site does not speak this language yet."))
    return str(given)


def _zone(given: Any) -> str:
    if given and find_zone(given) is None:
        raise NotValid(time_zone=_("There is no such time zone."))
    return str(given)


CLEANERS: dict[str, Callable[[Any], Any]] = {
    "display_name": lambda given: clean_name(str(given)),
    "headline": _text("headline", LONGEST_HEADLINE),
    "bio": _text("bio", LONGEST_BIO, clean_bio),
    "location": _text("location", LONGEST_LOCATION),
    "links": clean_links,
    "is_public": bool,
    "handle": lambda given: clean_handle(given or ""),
    "language": _language,
    "time_zone": _zone,
    "theme": _theme,
}
LABELS = {
    "display_name": _("name"),
    "headline": _("headline"),
    "bio": _("about you"),
    "location": _("place"),
    "links": _("links"),
    "is_public": _("who sees the page"),
    "handle": _("handle"),
    "language": _("language"),
    "time_zone": _("time zone"),
    "theme": _("theme"),
}
SETTINGS = frozenset({"language", "time_zone", "theme"})


def _cleaned(changes: dict[str, Any]) -> dict[str, Any]:
    clean: dict[str, Any] = {}
    wrong: dict[str, Any] = {}
    for name, given in changes.items():
        try:
            clean[name] = CLEANERS[name](given)
        except NotValid as refusal:
            wrong |= refusal.extra
    if wrong:
        raise NotValid(**wrong)
    return clean


def _present(profile: Profile, name: str) -> Any:
    return profile.person.display_name if name == "display_name" else getattr(profile, name)


def _keep(profile: Profile, fields: dict[str, Any], now: datetime) -> None:
    if "display_name" in fields:
        profile.person.display_name = fields.pop("display_name")
        profile.person.save(update_fields=["display_name"])
        # What is open names the person anew; what is sent from now on carries the new name.
        endings.ask_person_again_later(user_id=profile.person_id)
    for name, value in fields.items():
        setattr(profile, name, value)
    profile.edition, profile.changed_at = profile.edition + 1, now
    profile.save(update_fields=[*fields, "edition", "changed_at"])


def _kind_of(changed: list[str]) -> str:
    return "settings_changed" if SETTINGS.issuperset(changed) else "profile_changed"
