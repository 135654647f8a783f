"""Pieces of a portfolio: what somebody has made, with a picture and a way to it."""

from datetime import datetime

from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from project.accounts.profiles.actions import lock_profile
from project.accounts.profiles.activity import note_activity
from project.accounts.profiles.avatars import content_of
from project.accounts.profiles.links import clean_link
from project.accounts.profiles.models import Piece
from project.accounts.profiles.models.profile import LONGEST_TEXT, LONGEST_TITLE, MOST_PIECES
from project.accounts.profiles.refusals import NotValid
from project.base.errors import NotFound, Refusal
from project.base.pictures import Picture, redraw
from project.base.storage import new_name, private_files
from project.base.visible import visible, visible_line

FOLDER = "pieces"


class TooManyPieces(Refusal):
    """Twelve are enough to be looked at."""

    message = _("A portfolio holds 12 pieces. Take one away first.")


class UnknownPiece(NotFound):
    """No such piece, or not theirs."""

    message = _("There is no such piece.")


def add_piece(
    *, person_id: int, title: str, text: str, link: str, upload: UploadedFile[bytes] | None, now: datetime
) -> Piece:
    """Add a piece at the end; raises `NotValid`, `TooManyPieces`, and what `set_avatar` raises for a picture."""
    fields = {"title": _title(title), "text": _told(text), "link": clean_link(link)}
    picture = _drawn(upload)
    with transaction.atomic():
        profile = lock_profile(person_id, now=now)
        if profile.pieces.count() >= MOST_PIECES:
            raise TooManyPieces
        piece = Piece(profile=profile, created_at=now, **fields)
        if picture is not None:
            piece.picture, (piece.width, piece.height) = new_name(FOLDER), picture.small_size
            private_files().save(piece.picture, ContentFile(picture.small))
        piece.save(force_insert=True)
        note_activity(user_id=person_id, kind="profile_changed", facts={"what": _("portfolio")}, now=now)
    return piece


def remove_piece(*, person_id: int, piece_id: str, now: datetime) -> None:
    """Take a piece away for good; raises `UnknownPiece` for one that is not theirs."""
    with transaction.atomic():
        piece = Piece.objects.filter(public_id=piece_id, profile__person_id=person_id).first()
        if piece is None:
            raise UnknownPiece
        picture = piece.picture
        piece.delete()
        note_activity(user_id=person_id, kind="profile_changed", facts={"what": _("portfolio")}, now=now)
        if picture:
            transaction.on_commit(lambda: private_files().delete(picture))


def read_piece(token: str) -> bytes:
    """The picture of a piece that is in a portfolio now; raises `UnknownPiece`."""
    path = f"{FOLDER}/{token[:2]}/{token}"
    if not Piece.objects.filter(picture=path).exists():
        raise UnknownPiece
    try:
        with private_files().open(path) as file:
            return bytes(file.read())
    except FileNotFoundError as error:
        raise UnknownPiece from error


def _drawn(upload: UploadedFile[bytes] | None) -> Picture | None:
    if upload is None:
        return None
    content, form = content_of(upload)
    return redraw(content, form=form)


def _title(given: str) -> str:
    title = visible_line(given)
    if not title:
        raise NotValid(title=_("A piece needs a title."))
    if len(title) > LONGEST_TITLE:
        raise NotValid(title=_("At most %(most)s characters.") % {"most": LONGEST_TITLE})
    return title


def _told(given: str) -> str:
    text = visible(given).strip()
    if len(text) > LONGEST_TEXT:
        raise NotValid(text=_("At most %(most)s characters.") % {"most": LONGEST_TEXT})
    return text
