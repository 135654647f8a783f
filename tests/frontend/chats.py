"""People with a browser each for tests of the chat's pages, and rooms they talk in."""

from dataclasses import dataclass

from django.test import Client

from project.accounts.models import User
from project.accounts.visitors import Visitor


@dataclass(frozen=True, kw_only=True)
class Named:
    """A guest as pages know them, and as actions do."""

    client: Client
    visitor: Visitor

    @property
    def id(self) -> str:
        """What everybody calls them by."""
        return self.visitor.public_id or ""


def somebody(name: str) -> Named:
    """A guest who gave this name in a browser of their own."""
    client = Client()
    client.post("/name/", {"name": name})
    user = User.objects.get(pk=client.session["guest_pk"])
    return Named(client=client, visitor=Visitor(person_id=user.pk, public_id=user.public_id, name=name))
