"""The kinds: what their table says is what the database holds them to."""

import pytest
from django.db import IntegrityError

from market.ledger import actions
from market.ledger.actions import Kind, Ref
from market.ledger.kinds import RULES, Rule, Side, may_carry
from market.ledger.queries import balance_of
from project.accounts.models import User
from tests.market.ledger.books import ada, post

pytestmark = pytest.mark.django_db
# Two that may stand anywhere, so that whatever is asked of a third is balanced.
OTHER = {True: Kind.CLEARING_PAYPAL, False: Kind.CLEARING_STRIPE}


def account(kind: Kind, owner: User) -> Ref:
    return Ref(kind, owner.pk if RULES[kind].owned else None, "USD")


@pytest.mark.parametrize("amount", [1, -1])
@pytest.mark.parametrize("kind", list(Kind))
def test_side_of_zero_is_held_by_the_database_too(kind: Kind, amount: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(actions, "may_carry", lambda *_: True)
    ref, other = account(kind, ada()), Ref(OTHER[kind == Kind.CLEARING_STRIPE], None, "USD")

    if may_carry(kind, amount):
        post("1", (ref, amount), (other, -amount))
        assert balance_of(ref) == amount
    else:
        with pytest.raises(IntegrityError, match=r"ledger_never_(below|above)_zero"):
            post("1", (ref, amount), (other, -amount))


@pytest.mark.parametrize(("kind", "rule"), RULES.items())
def test_kind_may_carry_what_its_side_allows(kind: Kind, rule: Rule) -> None:
    assert [may_carry(kind, balance) for balance in (-1, 0, 1)] == {
        Side.CREDIT: [False, True, True],
        Side.DEBIT: [True, True, False],
        Side.EITHER: [True, True, True],
    }[rule.side]


def test_every_kind_has_a_rule_with_its_reason() -> None:
    assert RULES.keys() == set(Kind)
    assert all(str(rule.because).endswith(".") for rule in RULES.values())
