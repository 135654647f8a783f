"""Signing in by GitHub and Google: whom their word lets in, and whom it does not."""

from typing import Any, cast

from allauth.account.models import EmailAddress
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from django.db import transaction
from django.http import HttpRequest
from django.shortcuts import render

from project.accounts.models import User
from project.base.visible import visible_line


class SocialAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """allauth's socialaccount app in this house."""

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Let strangers in by an address that the provider has verified, and take no other address along.

        An unverified one would tie somebody else's address to this provider's account until its owner came.
        """
        if sociallogin.is_existing or sociallogin.state.get("process") == "connect":
            return
        verified = [address for address in sociallogin.email_addresses if address.verified]
        if not verified:
            raise ImmediateHttpResponse(self._say_no(request, sociallogin))
        sociallogin.email_addresses = sorted(verified, key=lambda address: not address.primary)[:1]
        sociallogin.user.email = sociallogin.email_addresses[0].email.lower()

    def authenticate_by_email(self, sociallogin: SocialLogin) -> tuple[User, str] | None:
        """The member with an address verified on both sides."""
        for address in sociallogin.email_addresses:
            ours = EmailAddress.objects.filter(email=address.email.lower(), verified=True).select_related("user")
            if address.verified and (found := ours.first()):
                return found.user, found.email
        return None

    def populate_user(self, request: HttpRequest, sociallogin: SocialLogin, data: dict[str, Any]) -> User:
        """A new member's name as the provider knows it."""
        user = cast("User", super().populate_user(request, sociallogin, data))
        named = data.get("name") or " ".join(filter(None, (data.get("first_name"), data.get("last_name"))))
        user.display_name = visible_line(str(named or data.get("username") or ""))[:60]
        return user

    @transaction.atomic
    def save_user(self, request: HttpRequest, sociallogin: SocialLogin, form: Any = None) -> User:
        """The member, their address and their account at the provider, or nothing of it."""
        return cast("User", super().save_user(request, sociallogin, form))

    def _say_no(self, request: HttpRequest, sociallogin: SocialLogin) -> Any:
        facts = {"provider": sociallogin.provider, "has_email": bool(sociallogin.email_addresses)}
        return render(request, "socialaccount/no_verified_email.html", facts, status=403)
