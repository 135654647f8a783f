"""Who is billed."""

from operator import itemgetter
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from market.cart.tax import is_by_country
from market.orders.billing import Billing
from market.orders.models import Order
from project.base.countries import countries


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
        country.choices = [("", _("Choose…")), *sorted(countries().items(), key=itemgetter(1))]
        country.required = not is_free and is_by_country()
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
