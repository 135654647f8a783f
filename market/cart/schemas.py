"""What the API of carts takes and gives; amounts are whole minor units of the cart's currency."""

from typing import Annotated, Any

from ninja import Schema
from pydantic import ConfigDict, Field

Amount = Annotated[int, Field(strict=True, ge=0, le=10**12)]
Currency = Annotated[str, Field(pattern=r"^[A-Z]{3}$")]
# More than one may buy is refused by the cart, which says how many that are.
Quantity = Annotated[int, Field(strict=True, ge=1, le=9999)]


class Strict(Schema):
    """Input that refuses what it does not know."""

    model_config = ConfigDict(extra="forbid")


class CartItemIn(Strict):
    """Something to put in. `chosen_minor` is for what one pays what one wants for, each; `currency` for a new cart."""

    tier: Annotated[str, Field(pattern=r"^tier_[0-9A-Za-z]{1,40}$")]
    quantity: Quantity = 1
    chosen_minor: Amount | None = None
    currency: Currency | None = None


class CartItemChange(Strict):
    """What is to be changed of one line."""

    quantity: Quantity | None = None
    chosen_minor: Amount | None = None


class CartChange(Strict):
    """What is to be changed of the cart: its currency, or that its owner has seen what things cost now."""

    currency: Currency | None = None
    agree_to_prices: bool = False


class CartRefusal(Schema):
    """What keeps a line, or the cart, from being bought; `facts` depend on the code (`most`, `currencies`…)."""

    code: str
    title: str
    facts: dict[str, Any]


class CartProduct(Schema):
    """Of what a line is."""

    id: str
    slug: str
    title: str
    kind: str
    url: str
    seller: str


class CartTier(Schema):
    """Which way to have it; `most` one person may buy at once."""

    id: str
    name: str
    pricing: str
    most: int


class CartItem(Schema):
    """One line. `was_minor` is the price its owner saw last, where that was another; with a problem sums are null."""

    id: str
    product: CartProduct
    tier: CartTier
    quantity: int
    chosen_minor: int | None
    unit_minor: int | None
    was_minor: int | None
    discount_minor: int | None
    total_minor: int | None
    problem: CartRefusal | None


class CartDiscount(Schema):
    """What is taken off, by its name."""

    name: str
    minor: int


class CartOut(Schema):
    """A cart, before tax: that is known with the country that is billed."""

    version: int
    currency: str
    quantity: int
    items: list[CartItem]
    discounts: list[CartDiscount]
    subtotal_minor: int
    discount_minor: int
    total_minor: int
    problem: CartRefusal | None
    can_be_bought: bool


class CartToldLine(Schema):
    """One line as the topic tells it; long names are cut short. `problem` is the code of a refusal."""

    id: str
    tier: str
    title: str
    tier_name: str
    quantity: int
    unit_minor: int | None
    was_minor: int | None
    total_minor: int | None
    problem: str | None


class CartTold(Schema):
    """The value of `cart.<person>`: everything that is in it, before tax."""

    version: int
    currency: str
    quantity: int
    lines: list[CartToldLine]
    discounts: list[CartDiscount]
    subtotal_minor: int
    discount_minor: int
    total_minor: int
    problem: str | None
    can_be_bought: bool
