"""What is asked of whoever makes a key."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from project.accounts.tokens.keys import LONGEST
from project.accounts.tokens.scopes import scopes

LIVES = {"30": _("30 days"), "90": _("90 days"), "365": _("a year"), "date": _("until a date")}


class NewKeyForm(forms.Form):
    """A name, what the key may do, and when it ends."""

    name = forms.CharField(
        label=_("Name"),
        max_length=60,
        help_text=_("Which program has it, and where: you will know it by this."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    scopes = forms.MultipleChoiceField(
        label=_("It may"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose what the key may do.")},
    )
    life = forms.ChoiceField(label=_("It works for"), choices=list(LIVES.items()), initial="90")
    until = forms.DateField(
        label=_("Last day"),
        required=False,
        help_text=_("Only for a key that works until a date."),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )

    def __init__(self, *args: Any, now: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.now = now
        self.today: date = timezone.localtime(now).date()
        choices = self.fields["scopes"]
        choices.choices = [(scope.name, scope.label) for scope in scopes()]  # type: ignore[attr-defined]
        self.fields["until"].widget.attrs |= {
            "min": self.today.isoformat(),
            "max": (self.today + LONGEST - timedelta(days=1)).isoformat(),
        }

    def clean(self) -> dict[str, Any]:
        """A date belongs to the choice of one, and lies within a year."""
        told = super().clean() or self.cleaned_data
        if told.get("life") == "date" and "until" not in self.errors:
            until = told.get("until")
            if until is None:
                self.add_error("until", _("Choose the last day on which the key works."))
            elif not self.today <= until < self.today + LONGEST:
                self.add_error("until", _("A key ends within a year."))
        return told

    def expires_at(self) -> datetime:
        """The end of the last day, or so many days from now."""
        told = self.cleaned_data
        if told["life"] != "date":
            return self.now + timedelta(days=int(told["life"]))
        end = datetime.combine(told["until"] + timedelta(days=1), time(), tzinfo=timezone.get_current_timezone())
        return min(end, self.now + LONGEST)
