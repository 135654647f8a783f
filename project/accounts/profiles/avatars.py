"""A person's picture: only its points are kept, square and in three sizes, under a name that nobody can guess."""

from datetime import datetime

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from project.accounts.profiles.actions import lock_profile
from project.accounts.profiles.activity import note_activity
from project.accounts.profiles.models import Profile
from project.base.errors import NotFound, Refusal
from project.base.pictures import form_of, redraw_square
from project.base.storage import new_name, private_files

FOLDER = "avatars"
SIDES = (48, 96, 256)
ENDINGS = ("webp", "jpg")
MIMES = {"webp": "image/webp", "jpg": "image/jpeg"}
MOST_BYTES = settings.PICTURE_BYTES


class NotAPicture(Refusal):
    """The name's ending is not one of a picture that we read; the content is asked by its decoder."""

    status = 415
    message = _("Choose a PNG, JPEG, WebP or GIF.")


class PictureHeavy(Refusal):
    """More than five mebibytes."""

    status = 413
    message = _("This picture is too large. 5 MB fit.")


class UnknownAvatar(NotFound):
    """No such picture, or no longer."""


def set_avatar(*, person_id: int, upload: UploadedFile[bytes], now: datetime) -> Profile:
    """Take this picture in place of the one before.

    Raises `NotAPicture`, `PictureHeavy`, and the refusals of `redraw_square`.
    """
    content, form = content_of(upload)
    squares = redraw_square(content, form=form, sides=SIDES)
    folder = new_name(FOLDER)
    files = private_files()
    for side, square in squares.items():
        files.save(f"{folder}/{side}.webp", ContentFile(square.webp))
        files.save(f"{folder}/{side}.jpg", ContentFile(square.jpeg))
    return _keep(person_id, folder, now)


def remove_avatar(*, person_id: int, now: datetime) -> Profile:
    """Go back to initials."""
    return _keep(person_id, "", now)


def read_avatar(token: str, side: int, ending: str) -> bytes:
    """The bytes of one size of a picture that is somebody's now; raises `UnknownAvatar`."""
    folder = f"{FOLDER}/{token[:2]}/{token}"
    if side not in SIDES or ending not in ENDINGS or not Profile.objects.filter(avatar=folder).exists():
        raise UnknownAvatar
    try:
        with private_files().open(f"{folder}/{side}.{ending}") as file:
            return bytes(file.read())
    except FileNotFoundError as error:
        raise UnknownAvatar from error


def content_of(upload: UploadedFile[bytes]) -> tuple[bytes, str]:
    """What was sent, and the form that its name promises; raises `NotAPicture` and `PictureHeavy`."""
    form = form_of(upload.name or "")
    if form is None:
        raise NotAPicture
    if (upload.size or 0) > MOST_BYTES:
        raise PictureHeavy
    return upload.read(), form


def forget_avatar(folder: str) -> None:
    """Delete the files of a picture that nobody shows any more."""
    files = private_files()
    for side in SIDES:
        for ending in ENDINGS:
            files.delete(f"{folder}/{side}.{ending}")


def _keep(person_id: int, folder: str, now: datetime) -> Profile:
    with transaction.atomic():
        profile = lock_profile(person_id, now=now)
        former, profile.avatar = profile.avatar, folder
        profile.edition, profile.changed_at = profile.edition + 1, now
        profile.save(update_fields=["avatar", "edition", "changed_at"])
        note_activity(user_id=person_id, kind="profile_changed", facts={"what": _("picture")}, now=now)
        if former:
            transaction.on_commit(lambda: forget_avatar(former))
    return profile
