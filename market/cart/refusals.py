"""Why something cannot be in a cart, or not so many of it: raised by actions, and shown at lines that came to this."""

from django.utils.translation import gettext_lazy as _

from project.base.errors import NotFound, Refusal


class CartFull(Refusal):
    """As many lines as a cart may have."""

    message = _("Your cart is full. Buy what is in it, or take something out.")


class NotInCart(NotFound):
    """No such line in this person's cart."""

    message = _("This is not in your cart any more.")


class NotForSale(Refusal):
    """Paused, taken down, or never offered to everybody."""

    message = _("This is not for sale any more. Remove it to go on.")


class SoldBySubscription(Refusal):
    """A recurring tier: it is subscribed to, not put into a cart."""

    message = _("This is a subscription: it is not bought through the cart.")


class QuantityNotValid(Refusal):
    """Fewer than one."""

    status = 422
    message = _("Choose at least one.")


class QuantityTooLarge(Refusal):
    """More than one person may buy at once; `most` says how many that is."""

    status = 422
    message = _("One person may buy fewer of this at once.")


class FewerLeft(Refusal):
    """A scarce one of which fewer are left than were asked for; `most` says how many."""

    message = _("Fewer are left than you chose. Lower the quantity to go on.")


class SoldOut(Refusal):
    """None is left."""

    message = _("This is sold out. Remove it to go on, or come back: some may be released.")


class AmountTooSmall(Refusal):
    """Less than is asked at least; `least_minor` says how much that is."""

    status = 422
    message = _("This is less than the seller asks at least.")


class AmountTooLarge(Refusal):
    """More than can be charged at once."""

    status = 422
    message = _("This is more than can be paid at once.")


class AmountNotWhole(Refusal):
    """Between two amounts that can be charged in this currency."""

    status = 422
    message = _("This amount cannot be charged in this currency. Leave out the last digits.")


class NotSoldInThisCurrency(Refusal):
    """No price in the cart's currency; `currencies` are those that it has."""

    message = _("This is not sold in this currency. Choose another, or remove it.")


class CurrencyNotTaken(Refusal):
    """No currency of this market."""

    status = 422
    message = _("Choose one of the currencies that are taken here.")


class CartInAnotherCurrency(Refusal):
    """An amount was named in a currency that the cart, with other things in it, is not in."""

    message = _("Your cart is in another currency. Say the amount in that one.")


class OwnProduct(Refusal):
    """Sellers do not buy from themselves."""

    message = _("This is a product of your own.")


class AlreadyOwned(Refusal):
    """A thing that is had or not had, and that this person has."""

    message = _("You have this already: it is in your library.")


class TotalTooSmall(Refusal):
    """More than nothing, and less than a card can be charged."""

    message = _("This is less than a card can be charged. Add something to go on.")


class TotalTooLarge(Refusal):
    """More than a card can be charged at once."""

    message = _("This is more than can be paid at once. Take something out and buy it after.")
