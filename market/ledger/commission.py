"""Who gets what of a sale, and who gives back what of a refund; rates are the catalogue's, and frozen on the line."""

from dataclasses import astuple, dataclass

from project.base.money import allocate, share_of


@dataclass(frozen=True, slots=True)
class Parts:
    """What a sale, or what is left of it, falls into; in minor units."""

    seller_minor: int
    commission_minor: int
    tax_minor: int = 0

    @property
    def total_minor(self) -> int:
        """What the buyer paid."""
        return self.seller_minor + self.commission_minor + self.tax_minor


def split_sale(price_minor: int, commission_bps: int, *, tax_minor: int = 0) -> Parts:
    """A price without tax between seller and platform; the tax on it is neither's."""
    commission = share_of(price_minor, commission_bps)
    return Parts(seller_minor=price_minor - commission, commission_minor=commission, tax_minor=tax_minor)


def split_refund(amount_minor: int, left: Parts) -> Parts:
    """What each gives back of an amount, in proportion to what is `left` to them of the sale.

    Nobody gives back more than they have, and refunds that sum to the sale empty every part exactly. Raises
    `ValueError` for more than is left, or nothing.
    """
    if not 0 < amount_minor <= left.total_minor:
        raise ValueError(f"{amount_minor} of {left.total_minor}")
    return Parts(*allocate(amount_minor, astuple(left)))
