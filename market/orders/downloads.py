"""Downloads: links that open one file for one person for five minutes; each fetching is counted."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core import signing
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from market.catalog.models import File
from market.orders.models import Download, Grant
from market.orders.queries import files_for
from project.base.errors import NotFound, Refusal

LASTS = timedelta(minutes=5)
SALT = "market.orders.downloads"
# A clock that runs ahead a little is no forger's.
AHEAD = timedelta(seconds=5)


class LinkIsOver(Refusal):
    """Five minutes are over: a new link is made on the order's page."""

    status = 410
    message = _("This link is no longer good. Go back and download again.")


class GrantRevoked(Refusal):
    """What was bought was given back, or taken back by a bank."""

    status = 403
    message = _("This was refunded: it can no longer be downloaded.")


@dataclass(frozen=True, kw_only=True)
class Fetched:
    """A file that may be sent now: its path in private storage, its name and kind."""

    file: File
    grant: Grant


def make_link(*, grant: Grant, file: File, person_id: int, now: datetime) -> str:
    """A token that opens this file for this person until five minutes from now.

    Raises `NotFound` for somebody else's grant or a file it does not give, `GrantRevoked`.
    """
    _allow(grant, file, person_id)
    said = [grant.public_id, file.public_id, person_id, int(now.timestamp())]
    return signing.Signer(salt=SALT).sign_object(said, compress=False)


def fetch(*, token: str, person_id: int, address: str = "", begins: bool = True, now: datetime) -> Fetched:
    """What the token opens; counted where it `begins`, for a large file comes in parts.

    Raises `LinkIsOver`, `GrantRevoked`, `NotFound` for a forged or foreign one.
    """
    try:
        grant_id, file_id, owner, at = signing.Signer(salt=SALT).unsign_object(token)
    except (signing.BadSignature, ValueError, TypeError):
        raise NotFound from None
    if owner != person_id:
        raise NotFound
    age = timedelta(seconds=now.timestamp() - at)
    if not -AHEAD <= age <= LASTS:
        raise LinkIsOver
    grant = Grant.objects.filter(public_id=grant_id).first()
    file = File.objects.filter(public_id=file_id).select_related("version").first()
    if grant is None or file is None:
        raise NotFound
    _allow(grant, file, person_id)
    if begins:
        digest = salted_hmac(SALT, address, algorithm="sha256").hexdigest() if address else ""
        Download.objects.create(grant=grant, file=file, address_digest=digest, at=now)
    return Fetched(file=file, grant=grant)


def _allow(grant: Grant, file: File, person_id: int) -> None:
    if grant.person_id != person_id or file.version.product_id != grant.product_id:
        raise NotFound
    if grant.revoked_at is not None:
        raise GrantRevoked
    # What was never published is nobody's yet, whatever the link says.
    if file.version.published_at is None or not files_for(grant, file.version).filter(pk=file.pk).exists():
        raise NotFound
