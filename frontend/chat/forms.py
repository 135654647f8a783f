"""What is asked of somebody who opens a room, writes to people, or looks after a room."""

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from realtime.chat.models import Member, Room

MOST_WORDS = 200
PACES = [(0, _("Off")), (10, _("10 seconds")), (30, _("30 seconds")), (60, _("A minute")), (300, _("5 minutes"))]


class RoomForm(forms.Form):
    """A room of one's own."""

    title = forms.CharField(label=_("Name of the room"), max_length=80, min_length=2)
    about = forms.CharField(
        label=_("What it is about"), max_length=500, required=False, help_text=_("One line. May stay empty.")
    )
    kind = forms.ChoiceField(
        label=_("Who may enter"),
        choices=[("public", _("Everybody: it is listed and can be found")), ("private", _("Only whom I invite"))],
    )


class ChangeForm(forms.Form):
    """What moderators may set."""

    title = forms.CharField(label=_("Name of the room"), max_length=80, min_length=2)
    about = forms.CharField(label=_("What it is about"), max_length=500, required=False)
    slow_seconds = forms.TypedChoiceField(
        label=_("Slow mode"), coerce=int, choices=PACES, help_text=_("How long everybody waits between two messages.")
    )
    words = forms.CharField(
        label=_("Words that are not allowed"),
        required=False,
        max_length=10_000,
        help_text=_("One on each line. A message with one of them is not sent, and moderators see that it was not."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, data: QueryDict | None = None, *, room: Room) -> None:
        shown = {"title": room.title, "about": room.about, "slow_seconds": room.slow_seconds}
        super().__init__(data, initial=shown | {"words": "\n".join(room.words)})
        if room.kind == Room.Kind.ATTACHED:
            del self.fields["title"]

    def clean_words(self) -> list[str]:
        """The words, each once, in order."""
        lines = [line.strip() for line in self.cleaned_data["words"].splitlines()]
        words = list(dict.fromkeys(line for line in lines if line))
        if len(words) > MOST_WORDS or any(len(word) > 60 for word in words):
            raise forms.ValidationError(_("At most 200 words of at most 60 letters."))
        return words


class NotifyForm(forms.Form):
    """What of a room counts as unread in the header."""

    notify = forms.ChoiceField(label=_("Tell me of"), choices=Member.Notify.choices)
