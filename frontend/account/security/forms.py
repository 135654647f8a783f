"""Forms of safe sign-in."""

import json
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from project.accounts.security.actions.factors import LONGEST_NAME

TYPED = {"autocomplete": "one-time-code", "autocapitalize": "none", "spellcheck": "false", "class": "typed-code"}


class CodeForm(forms.Form):
    """A code that is typed."""

    code = forms.CharField(
        label=_("Code"),
        max_length=64,
        widget=forms.TextInput(attrs=TYPED),
        help_text=_("The six digits that your authenticator app shows now, or a recovery code."),
    )


class AppCodeForm(forms.Form):
    """The first code of a new authenticator app."""

    code = forms.CharField(
        label=_("Code"),
        max_length=64,
        widget=forms.TextInput(attrs={**TYPED, "inputmode": "numeric"}),
        help_text=_("The six digits that the app shows now."),
    )


class SecondForm(CodeForm):
    """A code at sign-in, and whether to ask again here."""

    trust = forms.BooleanField(label=_("Trust this browser for 14 days"), required=False)


class CancelForm(forms.Form):
    """The code of a letter."""

    code = forms.CharField(
        label=_("Code from the letter"),
        max_length=64,
        widget=forms.TextInput(attrs={**TYPED, "autocomplete": "off"}),
    )


class PasswordForm(forms.Form):
    """One's own password again."""

    password = forms.CharField(
        label=_("Password"), max_length=4096, widget=forms.PasswordInput(attrs={"autocomplete": "current-password"})
    )


class PasskeyForm(forms.Form):
    """What the browser's key has answered."""

    credential = forms.CharField(widget=forms.HiddenInput, max_length=20_000)

    def clean_credential(self) -> dict[str, Any]:
        """An object, and nothing else."""
        try:
            answer = json.loads(self.cleaned_data["credential"])
        except (ValueError, RecursionError):
            answer = None
        if not isinstance(answer, dict):
            raise forms.ValidationError(_("This is no answer of a passkey."))
        return answer


class NewPasskeyForm(PasskeyForm):
    """A new key and what to call it."""

    name = forms.CharField(
        label=_("Name"),
        max_length=LONGEST_NAME,
        required=False,
        help_text=_("So that you can tell it from others: “work laptop”, “blue key”."),
    )


class NameForm(forms.Form):
    """A passkey's other name."""

    name = forms.CharField(label=_("Name"), max_length=LONGEST_NAME)
