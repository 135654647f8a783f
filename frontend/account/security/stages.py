"""The second step of signing in, one of allauth's: asked of whoever has a factor, unless the browser is trusted."""

from typing import Any

from allauth.account.internal.flows.login import record_authentication
from allauth.account.stages import LoginStage
from allauth.core.internal.httpkit import headed_redirect_response

from frontend.account.security.cookies import token_of
from project.accounts.models import User
from project.accounts.security.actions.devices import is_trusted
from project.accounts.security.policy import SECOND, has_second_factor, records_of
from project.base import clock

KEY = "mfa_authenticate"
ALLAUTHS = {"allauth.mfa.stages.AuthenticateStage", "allauth.mfa.stages.TrustStage"}
OURS = "frontend.account.security.stages.SecondFactorStage"
TRUSTED = "trusted_device"


class SecondFactorStage(LoginStage):  # type: ignore[misc]
    """In the place of allauth's: trust stands in a row and can be revoked."""

    key = KEY
    urlname = KEY

    def handle(self) -> tuple[Any, bool]:
        """Go on, or to the page that asks for the factor."""
        user = self.login.user
        if not isinstance(user, User) or not has_second_factor(user.pk) or self._came_by_passkey(user):
            return None, True
        if is_trusted(user=user, token=token_of(self.request), now=clock.now()):
            record_authentication(self.request, user, SECOND, type=TRUSTED)
            return None, True
        return headed_redirect_response(KEY), True

    def _came_by_passkey(self, user: User) -> bool:
        return any(record.get("passwordless") for record in records_of(self.request, user))


def with_our_second_step(stages: list[str]) -> list[str]:
    """allauth's steps with ours in the place of its own."""
    return [stage for stage in stages if stage not in ALLAUTHS] + [OURS]
