"""Addresses of signing in: allauth's views, each held to who may come and to its limits; others are not served."""

from collections.abc import Callable
from typing import Any

from allauth.account import views as account
from allauth.socialaccount import views as social
from allauth.socialaccount.providers.github import views as github
from allauth.socialaccount.providers.google import views as google
from django.urls import URLPattern, path

from frontend.account.signin.doors import by_session, door
from frontend.account.signin.providers import begins, returns
from frontend.account.signin.views import ConfirmEmailCode, ConfirmLoginCode, RequestLoginCode, told_when_over
from project.accounts.access import Who, access

type View = Callable[..., Any]
CODES: dict[str, Any] = {"by": by_session}


def _page(route: str, name: str, view: View, who: Who, held: Callable[[View], View]) -> URLPattern:
    return path(route, access(who)(held(view)), name=name)


def _provider(name: str, begin: View, back: View) -> list[URLPattern]:
    out = door("sign_in", to_providers=True, is_one_transaction=False)
    home = door("sign_in", always=True, is_one_transaction=False)
    return [
        _page(f"{name}/login/", f"{name}_login", begins(name, begin), Who.PUBLIC, out),
        _page(f"{name}/login/callback/", f"{name}_callback", returns(name, back), Who.PUBLIC, home),
    ]


_confirm_email = told_when_over(ConfirmEmailCode.as_view())
_confirm_login = told_when_over(ConfirmLoginCode.as_view())
_confirm_reset = told_when_over(account.confirm_password_reset_code)
_complete_reset = told_when_over(account.complete_password_reset)

urlpatterns: list[URLPattern] = [
    _page("login/", "account_login", account.login, Who.PUBLIC, door("sign_in", to_providers=True)),
    _page("logout/", "account_logout", account.logout, Who.PUBLIC, door()),
    _page("inactive/", "account_inactive", account.account_inactive, Who.PUBLIC, door()),
    _page("signup/", "account_signup", account.signup, Who.PUBLIC, door("sign_up", to_providers=True)),
    _page("email/", "account_email", account.email, Who.MEMBER, door("sign_in")),
    _page("confirm-email/", "account_email_verification_sent", _confirm_email, Who.PUBLIC, door("codes", **CODES)),
    _page("password/change/", "account_change_password", account.password_change, Who.MEMBER, door("sign_in")),
    _page("password/set/", "account_set_password", account.password_set, Who.MEMBER, door("sign_in")),
    _page("password/reset/", "account_reset_password", account.password_reset, Who.PUBLIC, door("sign_in")),
    _page(
        "password/reset/confirm/",
        "account_confirm_password_reset_code",
        _confirm_reset,
        Who.PUBLIC,
        door("codes", **CODES),
    ),
    _page("password/reset/complete/", "account_complete_password_reset", _complete_reset, Who.PUBLIC, door("sign_in")),
    _page(
        "password/reset/done/",
        "account_password_reset_completed",
        account.password_reset_from_key_done,
        Who.PUBLIC,
        door(),
    ),
    _page("login/code/", "account_request_login_code", RequestLoginCode.as_view(), Who.PUBLIC, door("sign_in")),
    _page("login/code/confirm/", "account_confirm_login_code", _confirm_login, Who.PUBLIC, door("codes", **CODES)),
    _page("connections/", "socialaccount_connections", social.connections, Who.MEMBER, door(to_providers=True)),
    _page("connections/cancelled/", "socialaccount_login_cancelled", social.login_cancelled, Who.PUBLIC, door()),
    _page("connections/error/", "socialaccount_login_error", social.login_error, Who.PUBLIC, door()),
    *_provider("github", github.oauth2_login, github.oauth2_callback),
    *_provider("google", google.oauth2_login, google.oauth2_callback),
]
