"""What people are asked when they ask for a role."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from frontend.countries import COUNTRIES
from project.accounts.roles.facts import MOST_LINKS, TERMS
from project.accounts.roles.names import Role

LONGEST = 2000


class Lines(forms.CharField):
    """Addresses, one a line."""

    widget = forms.Textarea

    def __init__(self, **options: Any) -> None:
        super().__init__(
            required=False,
            label=_("Where it can be seen"),
            help_text=_("Up to five addresses that begin with https://, one a line."),
            **options,
        )
        self.widget.attrs |= {"rows": 3, "spellcheck": "false"}

    def to_python(self, value: Any) -> Any:
        """The lines that say something."""
        return str(value or "").split()[: MOST_LINKS + 1]

    def prepare_value(self, value: Any) -> Any:
        """As they are typed."""
        return "\n".join(value) if isinstance(value, list) else value


class SellerForm(forms.Form):
    """What a seller says."""

    what = forms.CharField(
        label=_("What would you sell?"),
        min_length=20,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("What it is, who needs it, and what is yours about it. At least a sentence."),
    )
    links = Lines()
    country = forms.ChoiceField(
        label=_("Where are you?"), choices=COUNTRIES, help_text=_("Taxes and payouts depend on it.")
    )


class ConsidererForm(forms.Form):
    """What a considerer says."""

    knows = forms.CharField(
        label=_("What do you know well enough to judge?"),
        min_length=20,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("What you have built, tested or taught, and for how long."),
    )
    links = Lines()


class AffiliateForm(forms.Form):
    """What an affiliate accepts."""

    terms = forms.CharField(widget=forms.HiddenInput, initial=TERMS)
    accepted = forms.BooleanField(
        label=_("I say openly that I am paid for recommending, and I recommend only what I would recommend anyway.")
    )


FORMS: dict[Role, type[forms.Form]] = {
    Role.SELLER: SellerForm,
    Role.CONSIDERER: ConsidererForm,
    Role.AFFILIATE: AffiliateForm,
}
