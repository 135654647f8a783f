"""What sellers and staff are told when something about a listing cannot be done."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from project.base.errors import Forbidden, Refusal


class ProductNotValid(Refusal):
    """Some fields cannot be kept; `fields` names each (`tiers.0.prices.USD`) with words for who filled it."""

    status = 422
    message = _("Some fields are not valid.")

    def __init__(self, fields: Mapping[str, str | Promise]) -> None:
        self.fields = {name: str(words) for name, words in fields.items()}
        super().__init__(**self.fields)


class NotASeller(Forbidden):
    """Only who has the role may offer anything."""

    message = _("Become a seller first.")


class ListingInReview(Refusal):
    """Staff is reading it: take it back first."""

    message = _("This is in review. Take it back to change it.")


class ListingMoved(Refusal):
    """Somebody saved since this was read: the seller themself, in another tab; `revision` is that of now."""

    message = _("This was changed in another place meanwhile. Look at what it says now, then save again.")


class ListingNotLive(Refusal):
    """Only what is live can be paused, or has a version published by itself."""

    message = _("This is not live yet.")


class NothingToReview(Refusal):
    """There is no difference to what is live."""

    message = _("Nothing has been changed that needs a review.")


class ChangeNotWaiting(Refusal):
    """It has been decided or taken back meanwhile; `state` says how it stands."""

    message = _("This does not wait for a decision any more.")


class NotYourOwnListing(Forbidden):
    """Staff may sell like everybody, and somebody else decides."""

    message = _("Somebody else has to decide about your listing.")


class ReasonMissing(Refusal):
    """Whoever is told no, or not yet, is told why."""

    status = 422
    message = _("Say why, in a sentence: the seller reads it.")


class VersionIsPublished(Refusal):
    """What was published stays as it was: whoever bought it has it."""

    message = _("This version is published and stays as it is. Add another one.")


class TooMany(Refusal):
    """As many as there may be; `most` says how many."""

    status = 422
    message = _("There are as many as there may be.")
