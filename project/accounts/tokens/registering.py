"""Registering from a program: the form, rules and letters of the pages, and their silence about who is known already.

Where pages keep in the session which code they wait for, a program is given the id of a row.
"""

from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import cast

from allauth.account import app_settings, signals
from allauth.account.adapter import get_adapter
from allauth.account.forms import SignupForm
from allauth.account.models import EmailAddress
from allauth.utils import get_form_class
from django.contrib.auth.hashers import make_password
from django.db import IntegrityError, transaction
from django.db.models import F
from django.http import HttpRequest
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext_lazy as _

from project.accounts.models import User
from project.accounts.proved import note_proof
from project.accounts.tokens.models import Verification
from project.base import limits
from project.base.errors import Refusal
from project.base.http import client_address
from project.base.keys import digest, digests

CODE_LIFE = timedelta(minutes=10)
MOST_TRIES = 3


class NotRegistrable(Refusal):
    """The email or the password is refused; `fields` say why, as the page does."""

    status = 422
    message = _("Some fields are not valid.")


class WrongVerification(Refusal):
    """Wrong, too late or tried too often: which of them is not said."""

    status = 422
    message = _("This code is not right, or too old. Sign in to be sent another.")


def register(request: HttpRequest, *, email: str, password: str, name: str, now: datetime) -> str:
    """Store a person whose email is yet to be verified, send the code, and return the id that belongs to it.

    Somebody whose email is known is sent a letter that says so, and the answer is the same. Raises `NotRegistrable`,
    `TooManyTries`, `LimitsAway`.
    """
    limits.ask("sign_up", client_address(request))
    form = _form()(data={"email": email, "password1": password, "display_name": name})
    if not form.is_valid():
        raise NotRegistrable(**_wrong(form))
    email = form.cleaned_data["email"]
    try:
        with transaction.atomic():
            user = None if form.account_already_exists else _save(request, form)
            return ask_for_code(request, user=user, email=email, now=now)
    except IntegrityError:
        # Two registered this email at once: the second is told what anybody is told whose email is known.
        return ask_for_code(request, user=None, email=email, now=now)


def ask_for_code(request: HttpRequest, *, user: User | None, email: str, now: datetime) -> str:
    """Send a letter with a code (without a `user`: one that says who is known), and return the id it belongs to.

    Letters are counted where they are written: raises `TooManyTries` and `LimitsAway`.
    """
    adapter = get_adapter(request)
    code = adapter.generate_email_verification_code()
    with transaction.atomic():
        row = Verification.objects.create(
            user=user, email=email, digest=digest(_folded(code)), expires_at=now + CODE_LIFE
        )
        if user is None:
            # As long as storing a new person takes.
            make_password(code)
            adapter.send_account_already_exists_mail(email)
        else:
            address = EmailAddress.objects.filter(user=user, email__iexact=email).first()
            told = SimpleNamespace(email_address=address or EmailAddress(user=user, email=email), key=code)
            adapter.send_confirmation_mail(request, told, signup=True)
    return row.public_id


def verify(request: HttpRequest, *, verification: str, code: str, now: datetime) -> None:
    """Verify an email by the code of its letter; three tries. Raises `WrongVerification`, `TooManyTries`."""
    limits.ask("codes", client_address(request))
    # Counted before it is looked at: of many who guess at once no more than three are heard.
    tried = Verification.objects.filter(public_id=verification, expires_at__gt=now, tries__lt=MOST_TRIES)
    if not tried.update(tries=F("tries") + 1):
        raise WrongVerification
    with transaction.atomic():
        row = Verification.objects.select_for_update().filter(public_id=verification).first()
        right = row is not None and any(constant_time_compare(row.digest, one) for one in digests(_folded(code)))
        if row is None or row.user is None or not right:
            raise WrongVerification
        row.delete()
        _mark_verified(request, row.user, row.email)


def forget_old_verifications(*, now: datetime) -> int:
    """Forget codes that nobody may send any more. Returns how many."""
    return Verification.objects.filter(expires_at__lte=now).delete()[0]


def _form() -> type[SignupForm]:
    """The form of the page: who registers from a program is asked for no less."""
    return cast("type[SignupForm]", get_form_class(app_settings.FORMS, "signup", SignupForm))


def _save(request: HttpRequest, form: SignupForm) -> User:
    user = cast("User", form.save(request))
    signals.user_signed_up.send(sender=User, request=request, user=user)
    return user


def _mark_verified(request: HttpRequest, user: User, email: str) -> None:
    address, _is_new = EmailAddress.objects.get_or_create(user=user, email=email)
    if not address.set_verified(commit=True):
        raise WrongVerification
    address.set_as_primary(conditional=True)
    # The id was told to whoever chose the password, and the code to the mailbox.
    note_proof(request)
    signals.email_confirmed.send(sender=EmailAddress, request=request, email_address=address)


def _wrong(form: SignupForm) -> dict[str, str]:
    names = {"password1": "password", "display_name": "name"}
    return {names.get(name, name): " ".join(errors) for name, errors in form.errors.items()}


def _folded(code: str) -> str:
    """As people type codes: with spaces, with dashes, in small letters."""
    return "".join(code.split()).replace("-", "").upper()
