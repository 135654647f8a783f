"""People at the desk, signed in as their rows say, with a second factor shown just now."""

import time
from datetime import timedelta

from django.test import Client

from project.accounts.models import User


def member(name: str, *roles: str, password: str | None = None) -> User:
    """A person of this name with these roles."""
    is_staff = bool({"support", "admin"} & set(roles))
    email = f"{name.lower()}@example.org"
    return User.objects.create_user(email, password, display_name=name, roles=list(roles), is_staff=is_staff)


def browser_of(person: User | None, *, proven_before: timedelta = timedelta()) -> Client:
    """A browser in which this person has signed in with everything, so long ago; nobody's browser without one."""
    client = Client()
    if person is None:
        return client
    client.force_login(person)
    session = client.session
    record = {"method": "mfa", "at": time.time() - proven_before.total_seconds()}
    session["account_authentication_methods"] = [record]
    session["account_authentication_methods_user"] = str(person.pk)
    session.save()
    return client
