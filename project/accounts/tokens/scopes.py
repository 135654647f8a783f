"""What a program may be allowed to do: the name its key holds, and the words that a person ticks."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

# What only a person does who signed in, from a page or from a program: no key is ever given it.
PERSON = "person"


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """One thing that a key may be allowed; `<what>:read` or `<what>:write`."""

    name: str
    label: str | Promise


_scopes: dict[str, Scope] = {}


def register_scope(name: str, *, label: str | Promise) -> None:
    """Let keys hold this scope; a room that names one at `@access` registers it."""
    _scopes[name] = Scope(name=name, label=label)


def scopes() -> list[Scope]:
    """Every scope that a key may hold, in the order in which they were registered."""
    return list(_scopes.values())


def scope_names() -> frozenset[str]:
    """Their names."""
    return frozenset(_scopes)


def scopes_of_a_person() -> frozenset[str]:
    """What somebody may do who signed in from a program: all that they may."""
    return scope_names() | {PERSON}


KNOWN = {
    "boards:read": _("Read boards, also where only their operators may"),
    "boards:write": _("Open boards and keep their score"),
    "chat:read": _("Read your rooms and messages, and hear new ones"),
    "chat:write": _("Write messages and run rooms in your name"),
    "account:read": _("See who you are and your settings"),
    "account:write": _("Change your profile and settings"),
    "cart:read": _("See your cart, and hear when it changes"),
    "cart:write": _("Put things into your cart and order what is in it"),
    "orders:read": _("See your orders and what you bought"),
    "orders:write": _("Cancel orders, and refund what you sold"),
    "products:read": _("See what you offer, also what is not for sale yet"),
    "products:write": _("Offer products and change them"),
}
for _name, _label in KNOWN.items():
    register_scope(_name, label=_label)
