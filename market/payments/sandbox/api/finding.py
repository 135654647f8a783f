"""Objects by their ids, refused as Stripe refuses what is not there."""

from market.payments.sandbox import store
from market.payments.sandbox.errors import missing
from market.payments.sandbox.store import Kept


def need(kind: str, key: str, *, param: str = "id") -> Kept:
    """The object; raises the 404 of its kind."""
    found = store.find(key, kind=kind)
    if found is None:
        raise missing(kind, key, param=param)
    return found
