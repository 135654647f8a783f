"""Who is billed."""

from typing import Any

from babel import Locale
from django import forms
from django.conf import settings
from django.utils.translation import get_language, to_locale
from django.utils.translation import gettext_lazy as _

from market.orders.billing import Billing
from market.orders.models import Order

# What CLDR names beside countries: unions, tests, and what is not known.
NO_COUNTRIES = frozenset({"EU", "EZ", "UN", "QO", "XA", "XB", "ZZ"})


def countries() -> list[tuple[str, str]]:
    """Every country by its name in the reader's language."""
    named = Locale.parse(to_locale(get_language() or "en")).territories
    found = [(code, name) for code, name in named.items() if len(code) == 2 and code.isalpha()]
    return sorted((one for one in found if one[0] not in NO_COUNTRIES), key=lambda one: one[1])


class BillingForm(forms.Form):
    """What stands on the papers. The country also decides the tax, where there is one."""

    name = forms.CharField(
        label=_("Name on the receipt"), max_length=120, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    country = forms.ChoiceField(label=_("Country"), widget=forms.Select(attrs={"autocomplete": "country"}))
    company = forms.CharField(
        label=_("Company, if one buys"),
        max_length=120,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
    )
    tax_id = forms.CharField(label=_("VAT number, if there is one"), max_length=40, required=False)

    def __init__(self, *args: Any, is_free: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        country = self.fields["country"]
        assert isinstance(country, forms.ChoiceField)  # noqa: S101 - it is, above
        country.choices = [("", _("Choose…")), *countries()]
        country.required = not is_free and settings.TAX != "none"
        country.widget.attrs["data-taxes"] = ""
        self.fields["name"].required = not is_free

    def billing(self, *, email: str) -> Billing:
        """As orders keep it."""
        said = self.cleaned_data
        return Billing(
            name=said["name"], email=email, company=said["company"], country=said["country"], tax_id=said["tax_id"]
        )


def billed_before(person_id: int, *, name: str) -> dict[str, str]:
    """What this buyer said last time, or their own name."""
    last = Order.objects.filter(buyer_id=person_id).order_by("-placed_at").values_list("billing", flat=True).first()
    return {"name": name, **(last or {})}
