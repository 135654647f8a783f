"""The pages of the studio, in the order of their list."""

from django.utils.translation import gettext_lazy as _

from frontend.account.sections import Section

SECTIONS: tuple[Section, ...] = (
    Section(
        name="products",
        label=_("Products"),
        url_name="studio_products",
        pages=frozenset(
            {
                "studio_new",
                "studio_product",
                "studio_pictures",
                "studio_prices",
                "studio_versions",
                "studio_version",
                "studio_review",
                "studio_import",
                "studio_import_run",
            }
        ),
    ),
    Section(name="sales", label=_("Sales"), url_name="studio_orders", pages=frozenset({"studio_order"})),
    Section(name="earnings", label=_("Earnings"), url_name="studio_earnings"),
)
