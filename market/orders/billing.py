"""Who is billed: what a buyer says of themselves at the checkout, kept with the order."""

from dataclasses import asdict, dataclass


@dataclass(frozen=True, kw_only=True)
class Billing:
    """As it is printed on papers; `country` (ISO 3166, two letters) also decides the tax."""

    name: str = ""
    email: str = ""
    company: str = ""
    line1: str = ""
    line2: str = ""
    postcode: str = ""
    city: str = ""
    country: str = ""
    tax_id: str = ""

    def facts(self) -> dict[str, str]:
        """What was said; nothing of what was left empty."""
        return {name: value for name, value in asdict(self).items() if value}
