"""What a person can be told of, and by which ways: a room registers its kinds, a row says who wants otherwise."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from project.accounts.profiles.activity import note_activity
from project.accounts.profiles.models import NotificationWish, Profile
from project.accounts.profiles.models.wishes import Channel
from project.base.errors import NotFound


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """A kind of news. `channels` it can come by, and whether it does unasked; `fixed` ones cannot be stopped."""

    name: str
    label: str | Promise
    hint: str | Promise
    channels: Mapping[Channel, bool]
    fixed: frozenset[Channel] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """How one person stands to one kind by one channel."""

    channel: Channel
    exists: bool
    is_wanted: bool
    is_fixed: bool


_news: dict[str, News] = {}


def register_news(
    name: str,
    *,
    label: str | Promise,
    hint: str | Promise = "",
    channels: Mapping[Channel, bool],
    fixed: Iterable[Channel] = (),
) -> None:
    """Let people say whether they want this kind of news."""
    _news[name] = News(name=name, label=label, hint=hint, channels=channels, fixed=frozenset(fixed))


def channels_in_use() -> list[Channel]:
    """The channels by which anything can come at all."""
    return [channel for channel in Channel if any(channel in news.channels for news in _news.values())]


def wants(person_id: int, name: str, channel: Channel) -> bool:
    """Whether this person is to be told of this kind in this way."""
    return next((wish.is_wanted for wish in _wishes(_news[name], _rows(person_id)) if wish.channel == channel), False)


def wishes_of(person_id: int) -> list[tuple[News, list[Wish]]]:
    """Every kind, and how this person stands to it by each channel that is in use."""
    rows = _rows(person_id)
    return [(news, _wishes(news, rows)) for news in _news.values()]


def keep_wishes(*, person_id: int, wanted: set[tuple[str, str]], now: datetime) -> bool:
    """Keep exactly these kinds and channels as wanted; what cannot be stopped stays. Returns whether that is new."""
    with transaction.atomic():
        Profile.objects.select_for_update().filter(person_id=person_id).first()
        rows, changed = _rows(person_id), False
        for news in _news.values():
            for wish in _wishes(news, rows):
                is_wanted = (news.name, wish.channel) in wanted
                if wish.exists and not wish.is_fixed and wish.is_wanted != is_wanted:
                    _keep(person_id, news.name, wish.channel, is_wanted=is_wanted)
                    changed = True
        if changed:
            note_activity(user_id=person_id, kind="settings_changed", facts={"what": _("notifications")}, now=now)
    return changed


def stop_by_key(*, key: str, name: str, now: datetime) -> None:
    """Stop letters of one kind for whoever has this key; raises `NotFound` for any other, and for a fixed kind."""
    news, profile = _news.get(name), Profile.objects.filter(unsubscribe_key=key).first()
    if news is None or profile is None or Channel.MAIL in news.fixed or Channel.MAIL not in news.channels:
        raise NotFound
    _keep(profile.person_id, name, Channel.MAIL, is_wanted=False)
    note_activity(user_id=profile.person_id, kind="settings_changed", facts={"what": _("notifications")}, now=now)


def _rows(person_id: int) -> dict[tuple[str, str], bool]:
    found = NotificationWish.objects.filter(person_id=person_id)
    return {(row.kind, row.channel): row.is_wanted for row in found}


def _wishes(news: News, rows: Mapping[tuple[str, str], bool]) -> list[Wish]:
    wishes = []
    for channel in channels_in_use():
        is_fixed = channel in news.fixed
        kept = rows.get((news.name, channel), news.channels.get(channel, False))
        exists = channel in news.channels
        wishes.append(Wish(channel=channel, exists=exists, is_wanted=exists and (is_fixed or kept), is_fixed=is_fixed))
    return wishes


def _keep(person_id: int, name: str, channel: Channel, *, is_wanted: bool) -> None:
    NotificationWish.objects.update_or_create(
        person_id=person_id, kind=name, channel=channel, defaults={"is_wanted": is_wanted}
    )


register_news(
    "security",
    label=_("Security of your account"),
    hint=_("New devices, changed passwords and factors. These letters always come."),
    channels={Channel.MAIL: True},
    fixed=[Channel.MAIL],
)
register_news(
    "account",
    label=_("Your account"),
    hint=_("An export that is ready, a decision about a role."),
    channels={Channel.MAIL: True},
)
