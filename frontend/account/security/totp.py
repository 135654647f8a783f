"""An authenticator app: shown as a picture and as letters, kept once it has shown a code."""

import base64
from io import BytesIO
from urllib.parse import quote, urlencode

import qrcode
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods
from qrcode.image.svg import SvgPathFillImage

from frontend.account.security.asking import PAGE, member, refusing
from frontend.account.security.forms import AppCodeForm
from frontend.account.security.fresh import fresh
from frontend.account.security.recovery import after_adding, prove_here
from project.accounts.access import Who, access
from project.accounts.models import User
from project.accounts.security.actions.codes import WrongCode
from project.accounts.security.actions.factors import add_totp, ask_confirmed_email, new_totp_secret
from project.accounts.security.clients import client_of
from project.base import clock
from project.base.sealed import seal, unseal

SECRET = "new_totp"  # noqa: S105 - a name
ISSUER = "Rialto"


@access(Who.MEMBER)
@never_cache
@require_http_methods(["GET", "POST"])
@fresh
@refusing
def add(request: HttpRequest) -> HttpResponse:
    """Show a new key, and keep it with the first right code."""
    user = member(request)
    ask_confirmed_email(user)
    form = AppCodeForm(request.POST or None)
    secret = _secret(request)
    if request.method == "POST" and form.is_valid():
        try:
            typed = form.cleaned_data["code"]
            factor = add_totp(user=user, secret=secret, code=typed, client=client_of(request), now=clock.now())
        except WrongCode as wrong:
            form.add_error("code", str(wrong))
        else:
            request.session.pop(SECRET)
            prove_here(request, factor)
            return after_adding(request, user)
    facts = {"form": form, "picture": picture_of(address_of(user, secret)), "key": _in_groups(secret), "page": PAGE}
    return render(request, "mfa/add_totp.html", facts, status=422 if form.errors else 200)


def address_of(user: User, secret: str) -> str:
    """What the picture says to the app."""
    facts = urlencode({"secret": secret, "issuer": ISSUER}, quote_via=quote)
    return f"otpauth://totp/{quote(f'{ISSUER}:{user.email}')}?{facts}"


def picture_of(address: str) -> str:
    """A QR code as an address of its own data: dark on light in either theme, or no camera reads it."""
    drawn, kept = qrcode.make(address, image_factory=SvgPathFillImage, border=3), BytesIO()
    drawn.save(kept)
    return f"data:image/svg+xml;base64,{base64.b64encode(kept.getvalue()).decode()}"


def _secret(request: HttpRequest) -> str:
    # A second page or a wrong code must not change what the phone has been shown already.
    if SECRET not in request.session:
        request.session[SECRET] = seal(new_totp_secret())
    return unseal(request.session[SECRET])


def _in_groups(secret: str) -> str:
    return " ".join(secret[start : start + 4] for start in range(0, len(secret), 4))
