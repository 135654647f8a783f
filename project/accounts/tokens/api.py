"""`/api/auth`: a person signs in from a program, and makes keys for others; PROGRAMS.md tells how."""

from datetime import datetime, timedelta
from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Path, Router
from ninja.responses import Status

from project.accounts.access import NotSignedIn, Who, access
from project.accounts.models import User
from project.accounts.security.clients import client_of
from project.accounts.tokens import keys
from project.accounts.tokens.access_tokens import LIFE
from project.accounts.tokens.families import Issued, end_family, refresh_family, sign_out
from project.accounts.tokens.freshness import ask_fresh_person
from project.accounts.tokens.models import ApiKey, Because
from project.accounts.tokens.registering import CODE_LIFE, register, verify
from project.accounts.tokens.schemas import (
    CodeShown,
    KeyMade,
    KeysOut,
    Leaked,
    MeOut,
    NewKey,
    NewPerson,
    RefreshShown,
    SignIn,
    SigningOut,
    Thanks,
    TokensOut,
    VerificationOut,
)
from project.accounts.tokens.scopes import PERSON
from project.accounts.tokens.signing_in import Shown, sign_in
from project.accounts.visitors import program_of, visitor_of
from project.base import clock, limits
from project.base.http import client_address

router = Router(tags=["auth"])
KeyId = Annotated[str, Path(max_length=40, pattern=r"^[A-Za-z0-9_-]+$")]


@router.post("/register", response={202: VerificationOut})
@access(Who.PUBLIC)
def register_person(request: HttpRequest, new: NewPerson) -> Status[dict[str, Any]]:
    """Register: a letter with a code is sent, whoever asks; the answer does not tell whether the email was known."""
    verification = register(request, email=new.email, password=new.password, name=new.name, now=clock.now())
    return Status(202, {"verification": verification, "expires_in": int(CODE_LIFE.total_seconds())})


@router.post("/verify", response={204: None})
@access(Who.PUBLIC)
def verify_email(request: HttpRequest, shown: CodeShown) -> Status[None]:
    """Show the code out of the letter, within ten minutes and three tries; then sign in."""
    verify(request, verification=shown.verification, code=shown.code, now=clock.now())
    return Status(204, None)


@router.post("/login", response={200: TokensOut})
@access(Who.PUBLIC)
def login(request: HttpRequest, shown: SignIn) -> dict[str, Any]:
    """Sign in. 401 `SecondFactorNeeded` has a `challenge`: send it within five minutes with a `code`.

    403 `EmailNotVerified` has a `verification` for `/verify`.
    """
    now = clock.now()
    said = {name: getattr(shown, name) for name in type(shown).model_fields}
    return _tokens(sign_in(request, shown=Shown(**said), now=now))


@router.post("/refresh", response={200: TokensOut})
@access(Who.PUBLIC)
def refresh(request: HttpRequest, shown: RefreshShown) -> dict[str, Any]:
    """Two new tokens for a refresh token, which is good once. Shown twice it ends the whole sign-in.

    Send an `Idempotency-Key`: an answer that was lost on its way is then told again.
    """
    limits.ask("refresh", client_address(request))
    return _tokens(refresh_family(text=shown.refresh, client=client_of(request), now=clock.now()))


@router.post("/logout", response={204: None})
@access(Who.PUBLIC)
def logout(request: HttpRequest, shown: SigningOut) -> Status[None]:
    """End this sign-in at once, with its access tokens and sockets: by its access token, or by its refresh token."""
    now, program = clock.now(), program_of(request)
    prefix, _colon, family_id = ((program and program.session_key) or "").partition(":")
    if shown.refresh:
        limits.ask("refresh", client_address(request))
        sign_out(text=shown.refresh, now=now)
    elif program and program.user_id and prefix == "token":
        end_family(family_id=family_id, user_id=program.user_id, because=Because.SIGNED_OUT, now=now)
    else:
        raise NotSignedIn
    return Status(204, None)


@router.get("/me", response=MeOut)
@access(Who.MEMBER, scope="account:read")
def me(request: HttpRequest) -> dict[str, Any]:
    """Whom this token, key or session stands for, and what it may do."""
    visitor, user = visitor_of(request), request.user
    by, _colon, _id = (visitor.session_key or "").rpartition(":")
    return {
        "id": visitor.public_id,
        "name": visitor.name,
        "email": user.email if isinstance(user, User) else "",
        "roles": sorted(visitor.roles),
        "scopes": sorted((visitor.scopes or frozenset()) - {PERSON}),
        "signed_in_by": by or "session",
    }


@router.get("/keys", response=KeysOut)
@access(Who.MEMBER, scope=PERSON)
def list_keys(request: HttpRequest) -> dict[str, Any]:
    """Your working keys, without their text."""
    return {"keys": [_told(key) for key in keys.keys_of(_person(request), now=clock.now())]}


@router.post("/keys", response={201: KeyMade})
@access(Who.MEMBER, scope=PERSON)
def make_key(request: HttpRequest, new: NewKey) -> Status[dict[str, Any]]:
    """Make a key, within an hour of signing in; no key makes keys. Its text is in this answer and nowhere else."""
    now = clock.now()
    ask_fresh_person(request, now=now)
    key, text = keys.make_key(
        user_id=_person(request),
        name=new.name,
        scopes=set(new.scopes),
        expires_at=now + timedelta(days=new.days),
        client=client_of(request),
        now=now,
    )
    return Status(201, {**_told(key), "key": text})


@router.post("/keys/leaked", response={202: Thanks})
@access(Who.PUBLIC)
def report_leaked(request: HttpRequest, found: Leaked) -> Status[dict[str, int]]:
    """For whoever finds keys in the open: those that work are revoked, and their owners told. One answer for all."""
    limits.ask("wrong_keys", client_address(request))
    keys.revoke_leaked(texts=set(found.keys), now=clock.now())
    return Status(202, {"received": len(found.keys)})


@router.post("/keys/{key_id}/rotate", response={201: KeyMade})
@access(Who.MEMBER, owned=True, scope=PERSON)
def rotate_key(request: HttpRequest, key_id: KeyId) -> Status[dict[str, Any]]:
    """A new key that may do the same; the old one works for another week. Within an hour of signing in."""
    now = clock.now()
    ask_fresh_person(request, now=now)
    key, text = keys.rotate_key(user_id=_person(request), key_id=key_id, client=client_of(request), now=now)
    return Status(201, {**_told(key), "key": text})


@router.delete("/keys/{key_id}", response={204: None})
@access(Who.MEMBER, owned=True, scope=PERSON)
def revoke_key(request: HttpRequest, key_id: KeyId) -> Status[None]:
    """Revoke a key: its next request is refused, and its sockets close."""
    keys.revoke_key(user_id=_person(request), key_id=key_id, client=client_of(request), now=clock.now())
    return Status(204, None)


def _person(request: HttpRequest) -> int:
    user_id = visitor_of(request).user_id
    if user_id is None:
        raise NotSignedIn
    return user_id


def _tokens(issued: Issued) -> dict[str, Any]:
    ends_at: datetime = issued.family.idle_at
    return {
        "access": issued.access,
        "refresh": issued.refresh,
        "expires_in": int(LIFE.total_seconds()),
        "refresh_expires_at": ends_at,
    }


def _told(key: ApiKey) -> dict[str, Any]:
    shown = ("name", "hint", "scopes", "created_at", "expires_at", "last_used_at", "last_used_from")
    return {"id": key.public_id, **{name: getattr(key, name) for name in shown}}
