"""Members with a proved address, and a browser that signs in."""

from allauth.account.models import EmailAddress
from django.test import Client

from project.accounts.models import User
from tests.frontend.account.mailbox import code_for

PASSWORD = "-".join(("plum", "carriage", "seven", "lanterns"))


def member(email: str = "ada@example.org", *, name: str = "Ada", verified: bool = True) -> User:
    """Somebody who registered earlier."""
    person = User.objects.create_user(email, PASSWORD, display_name=name)
    EmailAddress.objects.create(user=person, email=email, primary=True, verified=verified)
    return person


def sign_in(client: Client, email: str = "ada@example.org", password: str = PASSWORD, **more: str) -> int:
    """Send the form; tells the status of the answer."""
    return client.post("/account/login/", {"login": email, "password": password, **more}).status_code


def is_signed_in(client: Client) -> bool:
    """Whether this browser's session is a member's."""
    return "_auth_user_id" in client.session


def register(client: Client, email: str = "ada@example.org", name: str = "Ada") -> None:
    """Make an account and prove the address."""
    client.post("/account/signup/", {"display_name": name, "email": email, "password1": PASSWORD})
    client.post("/account/confirm-email/", {"code": code_for(email)})
