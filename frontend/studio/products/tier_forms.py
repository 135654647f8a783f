"""The forms of tiers: one for each way to buy, with an amount for each currency that is sold in."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from market.catalog.actions import TierAsked
from market.catalog.checking import MOST_TIERS
from market.catalog.kinds import kind_of
from market.catalog.models import Interval, Pricing
from project.base.errors import Refusal
from project.base.money import read_amount, typed


class TierForm(forms.Form):
    """One way to buy; left without a name it is none."""

    id = forms.CharField(required=False, widget=forms.HiddenInput)
    name = forms.CharField(label=_("Name"), max_length=60, required=False)
    about = forms.CharField(label=_("What is in it"), max_length=300, required=False)
    pricing = forms.ChoiceField(label=_("How it is paid for"), choices=Pricing)
    interval = forms.ChoiceField(label=_("How often"), choices=[("", "—"), *Interval.choices], required=False)
    stock = forms.IntegerField(
        label=_("How many there are"), min_value=0, required=False, help_text=_("Empty: no end.")
    )
    most = forms.IntegerField(label=_("Most at once"), min_value=1, max_value=99, initial=1)
    is_active = forms.BooleanField(label=_("For sale"), required=False, initial=True)

    def __init__(self, *args: Any, kind: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        pricings = kind_of(kind).pricings
        self.fields["pricing"].choices = [one for one in Pricing.choices if one[0] in pricings]  # type: ignore[attr-defined]
        for code in settings.CURRENCIES:
            for name, label in (("price", _("Price, %s")), ("suggested", _("Suggested, %s"))):
                widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})
                self.fields[f"{name}_{code}"] = forms.CharField(
                    label=label % code, required=False, max_length=20, widget=widget
                )

    def prices(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        """For each currency the fields of price and suggestion."""
        return [(self[f"price_{code}"], self[f"suggested_{code}"]) for code in settings.CURRENCIES]

    def clean(self) -> dict[str, Any]:
        """The same, with amounts read into minor units."""
        said = super().clean() or {}
        for code in settings.CURRENCIES:
            for name in (f"price_{code}", f"suggested_{code}"):
                said[name] = self._amount(name, code)
        return said

    def _amount(self, name: str, code: str) -> int | None:
        text = self.cleaned_data.get(name, "").strip()
        if not text:
            return None
        try:
            return read_amount(text, code)
        except Refusal as refusal:
            self.add_error(name, str(refusal))
            return None

    def asked(self) -> TierAsked:
        """The tier as the catalogue is asked for it."""
        said = self.cleaned_data
        amounts = {
            name: {code: said[f"{name}_{code}"] for code in settings.CURRENCIES if said[f"{name}_{code}"] is not None}
            for name in ("price", "suggested")
        }
        plain = {name: said[name] for name in ("name", "about", "pricing", "interval", "stock", "most", "is_active")}
        return TierAsked(id=said["id"] or None, prices=amounts["price"], suggested=amounts["suggested"], **plain)


def tier_forms(kind: str, data: Any = None, *, tiers: Iterable[TierAsked] = ()) -> Any:
    """The forms of a listing: those there are and an empty one, or what was sent."""
    made = forms.formset_factory(TierForm, extra=1, max_num=MOST_TIERS, absolute_max=MOST_TIERS + 1)
    initial = [_initial(tier) for tier in tiers]
    return made(data, initial=initial, prefix="tiers", form_kwargs={"kind": kind})


def tell(formset: Any, named: list[Any], fields: Mapping[str, str]) -> list[str]:
    """Put what could not be kept beside its field (`tiers.0.prices.USD`); what has none is returned."""
    rest = []
    for path, words in fields.items():
        _tiers, _dot, inside = path.partition(".")
        place, _dot, name = inside.partition(".")
        field = name.replace("prices.", "price_").replace("suggested.", "suggested_")
        if place.isdigit() and int(place) < len(named) and field in named[int(place)].fields:
            named[int(place)].add_error(field, words)
        elif place.isdigit() and int(place) < len(named):
            named[int(place)].add_error(None, words)
        else:
            rest.append(words)
    return rest


def _initial(tier: TierAsked) -> dict[str, Any]:
    plain = {
        name: getattr(tier, name) for name in ("name", "about", "pricing", "interval", "stock", "most", "is_active")
    }
    amounts = {f"price_{code}": typed(minor, code) for code, minor in tier.prices.items()}
    suggested = {f"suggested_{code}": typed(minor, code) for code, minor in tier.suggested.items()}
    return {"id": tier.id or "", **plain, **amounts, **suggested}
