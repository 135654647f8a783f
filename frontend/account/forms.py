"""What a visitor may say about themselves."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from project.accounts.profiles.names import clean_name
from project.accounts.profiles.refusals import NotValid
from project.accounts.visitors import LONGEST_NAME


class NameField(forms.CharField):
    """A name as others will see it: one visible line that passes for nobody else."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"max_length": LONGEST_NAME, **kwargs})

    def clean(self, value: Any) -> str:
        """The name; empty where none is needed."""
        given = str(super().clean(value))
        if not given:
            return given
        try:
            return clean_name(given)
        except NotValid as refusal:
            raise forms.ValidationError(refusal.extra["display_name"]) from refusal


class NameForm(forms.Form):
    """The name a guest goes by."""

    name = NameField(
        label=_("Your name"),
        help_text=_("Shown beside what you do here. No account is needed."),
        widget=forms.TextInput(attrs={"autocomplete": "nickname"}),
    )
