"""An email address that was proved by whoever registered it: the same browser, or the program that holds its id.

A stranger may register another's address with a password of theirs and wait for its owner to confirm it: where it was
confirmed from elsewhere, that password is made void.
"""

from django.http import HttpRequest

PROVED_HERE = "_address_was_proved_by_who_registered"


def note_proof(request: HttpRequest) -> None:
    """Who sends this request both registered the address and read its letter."""
    setattr(request, PROVED_HERE, True)
