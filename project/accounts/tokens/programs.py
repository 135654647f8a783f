"""Who stands behind a token or a key, in one query: for a request, and for many open sockets at once."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from project.accounts.models import User
from project.accounts.tokens.access_tokens import Claims
from project.accounts.tokens.models import ApiKey, Family
from project.accounts.tokens.scopes import scopes_of_a_person
from project.accounts.tokens.standing import is_open, works
from project.accounts.visitors import Visitor, member_as_visitor
from project.base import clock
from project.base.keys import digests

# Who looks at a key wants the day, not the second: a program must not write a row for each of its requests.
USED_AGAIN_AFTER = timedelta(minutes=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Program:
    """A program that showed something good. `signed_in_at` is there for a token: when its person proved themselves."""

    user: User
    visitor: Visitor
    signed_in_at: datetime | None = None


def program_of_token(claims: Claims, *, now: datetime) -> Program | None:
    """The person of a good token, None when its family stands no longer."""
    family = Family.objects.select_related("user").filter(public_id=claims.family).first()
    if family is None or family.user.public_id != claims.person or not is_open(family, now=now):
        return None
    return Program(user=family.user, visitor=_of_family(family), signed_in_at=family.created_at)


def program_of_key(text: str, *, address: str, now: datetime) -> Program | None:
    """The person of a well-formed key, None when there is no such key or it opens nothing. Its use is noted."""
    key = ApiKey.objects.select_related("user").filter(digest__in=digests(text)).first()
    if key is None or not works(key, now=now):
        return None
    if key.last_used_at is None or now - key.last_used_at >= USED_AGAIN_AFTER:
        ApiKey.objects.filter(pk=key.pk, last_used_at=key.last_used_at).update(
            last_used_at=now, last_used_from=address[:45]
        )
    return Program(user=key.user, visitor=_of_key(key))


def visitors_of_families(session_keys: set[str]) -> dict[str, Visitor]:
    """Who stands behind these `token:…`; those whose family is over are absent."""
    now, ids = clock.now(), _ids(session_keys)
    rows = Family.objects.select_related("user").filter(public_id__in=ids)
    return {row.session_key: _of_family(row) for row in rows if is_open(row, now=now)}


def visitors_of_keys(session_keys: set[str]) -> dict[str, Visitor]:
    """Who stands behind these `key:…`; those that work no longer are absent."""
    now, ids = clock.now(), _ids(session_keys)
    rows = ApiKey.objects.select_related("user").filter(public_id__in=ids)
    return {row.session_key: _of_key(row) for row in rows if works(row, now=now)}


def _ids(session_keys: set[str]) -> list[str]:
    return [key.partition(":")[2] for key in session_keys]


def _of_family(family: Family) -> Visitor:
    return member_as_visitor(family.user, session_key=family.session_key, scopes=scopes_of_a_person())


def _of_key(key: ApiKey) -> Visitor:
    return member_as_visitor(key.user, session_key=key.session_key, scopes=frozenset(key.scopes))
