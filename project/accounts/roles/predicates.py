"""What a visitor is, asked in one place by pages, API and topics."""

from project.accounts.roles.names import STAFF, Role
from project.accounts.visitors import Visitor


def is_seller(visitor: Visitor) -> bool:
    """Whether they may sell."""
    return Role.SELLER in visitor.roles


def is_considerer(visitor: Visitor) -> bool:
    """Whether they may judge what others want to sell."""
    return Role.CONSIDERER in visitor.roles


def is_affiliate(visitor: Visitor) -> bool:
    """Whether they are paid for whom they bring."""
    return Role.AFFILIATE in visitor.roles


def is_support(visitor: Visitor) -> bool:
    """Whether they help people; an admin may do all that support may."""
    return is_staff(visitor)


def is_admin(visitor: Visitor) -> bool:
    """Whether they decide about people and the house."""
    return Role.ADMIN in visitor.roles


def is_staff(visitor: Visitor) -> bool:
    """Whether they work here at all."""
    return not visitor.roles.isdisjoint(STAFF)
