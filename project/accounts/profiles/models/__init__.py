"""Rows about a person that are not what they sign in with."""

from project.accounts.profiles.models.activity import Activity
from project.accounts.profiles.models.leaving import AccountDeletion, DataExport
from project.accounts.profiles.models.profile import FormerHandle, Piece, Profile
from project.accounts.profiles.models.wishes import NotificationWish

__all__ = [
    "AccountDeletion",
    "Activity",
    "DataExport",
    "FormerHandle",
    "NotificationWish",
    "Piece",
    "Profile",
]
