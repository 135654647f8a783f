"""The order of locks, of every journey: cart, order, payment and what belongs to it, tiers by key, series of papers,
accounts of the books, topics.
"""

from market.orders.models import Order
from market.payments.models import Payment


def locked_order(order_pk: int) -> Order:
    """The order's row, held until the transaction ends; lines and steps may still be read and added by its holder."""
    held = Order.objects.select_for_update(no_key=True, of=("self",))
    return held.select_related("buyer").get(pk=order_pk)


def locked_payment(payment_pk: int) -> tuple[Order, Payment]:
    """A payment and its order, the order's row first."""
    order_pk = Payment.objects.values_list("order_id", flat=True).get(pk=payment_pk)
    order = locked_order(order_pk)
    payment = Payment.objects.select_for_update(no_key=True).get(pk=payment_pk)
    payment.order = order
    return order, payment
