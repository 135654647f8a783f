"""The word filter: what a room does not want is held back, and kept where its moderators can look."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from project.accounts.visitors import Visitor
from project.base.errors import Refusal
from realtime.chat.access import Standing
from realtime.chat.models import FilteredMessage, Room
from realtime.chat.text.plain import shortened
from realtime.chat.text.words import forbidden_word

EXCERPT = 500


class WordNotAllowed(Refusal):
    """The room does not want one of these words; `word` is the one as its moderators listed it."""

    status = 422
    message = _("This room does not allow one of these words.")

    def __init__(self, *, word: str, text: str) -> None:
        super().__init__(word=word)
        self.held_back = text


def refuse_words(standing: Standing, text: str) -> None:
    """Raises `WordNotAllowed`; moderators may quote what they forbid."""
    if standing.moderates or not standing.room.words:
        return
    word = forbidden_word(text, standing.room.words)
    if word is not None:
        raise WordNotAllowed(word=word, text=text)


def keep_filtered(*, visitor: Visitor, room: str, refusal: WordNotAllowed, now: datetime) -> None:
    """Keep what was held back: after the refusal has undone everything else."""
    FilteredMessage.objects.create(
        room=Room.objects.get(public_id=room),
        author_id=visitor.person_id,
        word=str(refusal.extra["word"]),
        excerpt=shortened(refusal.held_back, EXCERPT),
        at=now,
    )
