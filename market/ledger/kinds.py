"""The kinds of accounts: whose they are, and on which side of zero they stay.

What we owe or have earned is positive (a credit), what others hold for us or have cost us is negative (a debit), so
that all accounts of a currency sum to zero. A clearing account carries minus what the provider holds for us.
"""

from dataclasses import dataclass
from enum import Enum

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    """What an account is for."""

    BUYER_FUNDS = "buyer_funds", _("buyers' funds")
    CLEARING_STRIPE = "clearing_stripe", _("held by Stripe")
    CLEARING_PAYPAL = "clearing_paypal", _("held by PayPal")
    CLEARING_CRYPTO = "clearing_crypto", _("held in wallets")
    SELLER_PENDING = "seller_pending", _("pending")
    SELLER_AVAILABLE = "seller_available", _("available")
    SELLER_HELD = "seller_held", _("held")
    SELLER_DISPUTED = "seller_disputed", _("disputed")
    SELLER_IN_TRANSIT = "seller_in_transit", _("on the way")
    SELLER_OWED = "seller_owed", _("owed")
    PLATFORM_FEE = "platform_fee", _("commission")
    PROCESSOR_FEE = "processor_fee", _("processors' fees")
    DISPUTE_FEE = "dispute_fee", _("dispute fees")
    DISPUTE_WITHDRAWN = "dispute_withdrawn", _("withdrawn by banks")
    AFFILIATE_PAYABLE = "affiliate_payable", _("affiliates' shares")
    TAX_PAYABLE = "tax_payable", _("taxes")
    CAMPAIGN_ESCROW = "campaign_escrow", _("campaigns' escrow")
    REFUND_LIABILITY = "refund_liability", _("refunds promised")


class Side(Enum):
    """On which side of zero the balances of a kind are."""

    CREDIT = "never below zero"
    DEBIT = "never above zero"
    EITHER = "any"


@dataclass(frozen=True, slots=True)
class Rule:
    """What holds for the accounts of a kind; those that are not `owned` exist once a currency."""

    side: Side
    owned: bool
    because: str | Promise


# ruff: noqa: FBT003 - a table: side, owned, why
RULES: dict[Kind, Rule] = {
    Kind.BUYER_FUNDS: Rule(Side.CREDIT, False, _("Nobody's order is served with money that did not arrive.")),
    Kind.CLEARING_STRIPE: Rule(Side.EITHER, False, _("Refunds can take more than Stripe holds: then we owe Stripe.")),
    Kind.CLEARING_PAYPAL: Rule(Side.EITHER, False, _("Refunds can take more than PayPal holds: then we owe PayPal.")),
    Kind.CLEARING_CRYPTO: Rule(Side.DEBIT, False, _("A wallet cannot hold less than nothing.")),
    Kind.SELLER_PENDING: Rule(Side.CREDIT, True, _("What waits for its hold to end was earned before.")),
    Kind.SELLER_AVAILABLE: Rule(Side.CREDIT, True, _("Nobody is paid more than is theirs; what lacks is owed.")),
    Kind.SELLER_HELD: Rule(Side.CREDIT, True, _("Only what a seller has can be held.")),
    Kind.SELLER_DISPUTED: Rule(Side.CREDIT, True, _("Only what a seller has can be frozen; what lacks is owed.")),
    Kind.SELLER_IN_TRANSIT: Rule(Side.CREDIT, True, _("Nothing arrives that was not sent.")),
    Kind.SELLER_OWED: Rule(Side.DEBIT, True, _("Who has paid their debt back is owed it elsewhere, never here.")),
    Kind.PLATFORM_FEE: Rule(Side.EITHER, False, _("Commission is given back with refunds, also when it is spent.")),
    Kind.PROCESSOR_FEE: Rule(Side.EITHER, False, _("Costs us what no seller bears; fees may come back.")),
    Kind.DISPUTE_FEE: Rule(Side.EITHER, False, _("Costs us what no seller bears; a won dispute may return it.")),
    Kind.DISPUTE_WITHDRAWN: Rule(Side.DEBIT, False, _("Banks return no more than they took while a dispute was open.")),
    Kind.AFFILIATE_PAYABLE: Rule(Side.CREDIT, True, _("Nobody is paid more than their share.")),
    Kind.TAX_PAYABLE: Rule(
        Side.EITHER, False, _("Tax that was handed over and then refunded is the state's debt to us.")
    ),
    Kind.CAMPAIGN_ESCROW: Rule(Side.CREDIT, True, _("Rewards are paid of what a funder laid down.")),
    Kind.REFUND_LIABILITY: Rule(Side.CREDIT, False, _("Only what was promised is sent back.")),
}

NEVER_BELOW_ZERO = tuple(sorted(kind.value for kind, rule in RULES.items() if rule.side is Side.CREDIT))
NEVER_ABOVE_ZERO = tuple(sorted(kind.value for kind, rule in RULES.items() if rule.side is Side.DEBIT))
OWNED = tuple(sorted(kind.value for kind, rule in RULES.items() if rule.owned))
OF_SELLERS = (
    Kind.SELLER_AVAILABLE,
    Kind.SELLER_PENDING,
    Kind.SELLER_HELD,
    Kind.SELLER_DISPUTED,
    Kind.SELLER_OWED,
    Kind.SELLER_IN_TRANSIT,
)


def may_carry(kind: str, balance_minor: int) -> bool:
    """Whether an account of this kind may stand at that."""
    if balance_minor < 0:
        return kind not in NEVER_BELOW_ZERO
    return balance_minor == 0 or kind not in NEVER_ABOVE_ZERO
