"""Who may buy: a member who has proved an address, where what they buy is told."""

from allauth.account.models import EmailAddress
from django.utils.translation import gettext_lazy as _

from project.base.errors import Refusal


class AddressNotVerified(Refusal):
    """Receipts and keys would go to an address that nobody has proved."""

    status = 403
    message = _("Confirm your email address first: what you buy is sent there.")


def ask_buyer(user_id: int) -> None:
    """Go on only for a member who may buy. Raises `AddressNotVerified`."""
    if not EmailAddress.objects.filter(user_id=user_id, verified=True).exists():
        raise AddressNotVerified
