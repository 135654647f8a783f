"""Countries by their names in the reader's language, from CLDR."""

from babel import Locale
from django.utils.translation import get_language, to_locale

# What CLDR names beside countries: unions, tests, and what is not known.
NO_COUNTRIES = frozenset({"EU", "EZ", "UN", "QO", "XA", "XB", "ZZ"})


def territories() -> dict[str, str]:
    """All that CLDR has a code for: countries, and parts and unions of them."""
    return dict(Locale.parse(to_locale(get_language() or "en")).territories)


def countries() -> dict[str, str]:
    """Countries alone, by two letters (ISO 3166)."""
    named = territories().items()
    return {code: name for code, name in named if len(code) == 2 and code.isalpha() and code not in NO_COUNTRIES}
