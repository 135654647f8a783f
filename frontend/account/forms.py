"""What a visitor may say about themselves."""

from django import forms
from django.utils.translation import gettext_lazy as _

from project.accounts.visitors import LONGEST_NAME


class NameForm(forms.Form):
    """The name a guest goes by."""

    name = forms.CharField(
        label=_("Your name"),
        max_length=LONGEST_NAME,
        help_text=_("Shown beside what you do here. No account is needed."),
        widget=forms.TextInput(attrs={"autocomplete": "nickname"}),
    )
