"""Forms about oneself. What may be kept is said by the actions; here is only how it is asked."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from project.accounts.profiles.links import LONGEST_LABEL
from project.accounts.profiles.models import Profile
from project.accounts.profiles.models.profile import (
    LONGEST_ADDRESS,
    LONGEST_BIO,
    LONGEST_HEADLINE,
    LONGEST_LOCATION,
    LONGEST_TEXT,
    LONGEST_TITLE,
    MOST_LINKS,
    Theme,
)
from project.accounts.profiles.refusals import NotValid
from project.accounts.profiles.zones import zones
from project.accounts.visitors import LONGEST_NAME
from project.base.errors import Refusal

PICTURES = ".png,.jpg,.jpeg,.gif,.webp"


class Refusable(forms.Form):
    """A form that tells what an action refused beside the field it was about."""

    def tell(self, refusal: Refusal) -> None:
        """Show an action's "no"."""
        named = refusal.extra if isinstance(refusal, NotValid) else {}
        for name, words in named.items():
            self.add_error(name if name in self.fields else None, words)
        if not isinstance(refusal, NotValid):
            self.add_error(None, str(refusal))


class ProfileForm(Refusable):
    """What others read of a person."""

    edition = forms.IntegerField(min_value=1, widget=forms.HiddenInput)
    display_name = forms.CharField(
        label=_("Name"), max_length=LONGEST_NAME, help_text=_("Shown beside what you write, sell and do.")
    )
    handle = forms.CharField(
        label=_("Handle"),
        max_length=40,
        required=False,
        help_text=_("The address of your page. Once changed it stays for 30 days; the former one leads on for 90."),
        widget=forms.TextInput(attrs={"autocapitalize": "none", "spellcheck": "false", "autocomplete": "off"}),
    )
    headline = forms.CharField(
        label=_("In one line"), max_length=LONGEST_HEADLINE, required=False, help_text=_("What you do or sell.")
    )
    bio = forms.CharField(
        label=_("About you"),
        max_length=LONGEST_BIO,
        required=False,
        help_text=_("Up to 1,000 characters. Addresses that begin with https:// become links."),
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    location = forms.CharField(label=_("Place"), max_length=LONGEST_LOCATION, required=False)
    is_public = forms.BooleanField(label=_("Everybody may see this page"), required=False)


class LinkForm(forms.Form):
    """One labelled address."""

    label = forms.CharField(label=_("Label"), max_length=LONGEST_LABEL, required=False)
    url = forms.CharField(
        label=_("Address"),
        max_length=LONGEST_ADDRESS,
        required=False,
        widget=forms.URLInput(attrs={"placeholder": "https://"}),
    )


LinkForms = forms.formset_factory(LinkForm, extra=0, min_num=0, max_num=MOST_LINKS, absolute_max=MOST_LINKS)


class PieceForm(Refusable):
    """One piece of a portfolio."""

    title = forms.CharField(label=_("Title"), max_length=LONGEST_TITLE)
    text = forms.CharField(
        label=_("What it is"), max_length=LONGEST_TEXT, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    link = forms.CharField(
        label=_("Address"),
        max_length=LONGEST_ADDRESS,
        required=False,
        widget=forms.URLInput(attrs={"placeholder": "https://"}),
    )
    picture = forms.FileField(
        label=_("Picture"),
        required=False,
        help_text=_("PNG, JPEG, WebP or GIF, up to 5 MB."),
        widget=forms.FileInput(attrs={"accept": PICTURES}),
    )


class PictureForm(Refusable):
    """A person's picture."""

    picture = forms.FileField(
        label=_("New picture"),
        help_text=_("PNG, JPEG, WebP or GIF, up to 5 MB. The middle of it is shown."),
        widget=forms.FileInput(attrs={"accept": PICTURES}),
    )


class SettingsForm(Refusable):
    """How a person wants the site."""

    language = forms.ChoiceField(label=_("Language"), required=False)
    time_zone = forms.ChoiceField(
        label=_("Time zone"), required=False, help_text=_("All times are shown in it, in every browser of yours.")
    )
    theme = forms.ChoiceField(label=_("Light or dark"), choices=Theme.choices)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["language"].choices = [("", _("As the browser says")), *settings.LANGUAGES]  # type: ignore[attr-defined]
        self.fields["time_zone"].choices = [("", _("As the browser says")), *_zone_choices()]  # type: ignore[attr-defined]


class LeavingForm(Refusable):
    """The email of the account, typed by whoever wants it deleted."""

    email = forms.CharField(
        label=_("Your email address, to say that you mean it"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )


def profile_values(profile: Profile) -> dict[str, Any]:
    """What the form about a profile begins with."""
    return {
        "edition": profile.edition,
        "display_name": profile.person.display_name,
        "handle": profile.handle or "",
        "headline": profile.headline,
        "bio": profile.bio,
        "location": profile.location,
        "is_public": profile.is_public,
    }


def _zone_choices() -> list[tuple[str, Any]]:
    groups: dict[str, list[tuple[str, str]]] = {}
    for zone in zones():
        area, _slash, place = zone.partition("/")
        groups.setdefault(area, []).append((zone, (place or area).replace("_", " ").replace("/", " – ")))
    return [(area, places) if len(places) > 1 else places[0] for area, places in groups.items()]
