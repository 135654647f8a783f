"""Whatever is posted in whatever order, refused, said twice or taken back, the books equal a plain model of them."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import transaction
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from market.ledger.actions import CauseTaken, FundsMissing, Kind, Ref
from market.ledger.kinds import RULES, Side
from market.ledger.models import Account, Transfer
from market.ledger.queries import figures_of
from project.accounts.models import User
from tests.market.ledger.books import assert_ledger_balances, post, run

KINDS = st.sampled_from(list(Kind))
AMOUNTS = st.integers(-500, 500) | st.sampled_from([-1, 1, 0])
LEGS = st.lists(st.tuples(KINDS, st.integers(0, 1), st.sampled_from(["USD", "JPY"]), AMOUNTS), min_size=1, max_size=6)


@contextmanager
def undone() -> Iterator[None]:
    """A run of the machine that leaves nothing behind."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


class Books(RuleBasedStateMachine):
    """Sellers' and our accounts, and a counter that knows what should be in them."""

    posted = Bundle("posted")

    @initialize()
    def open(self) -> None:
        self.held = undone()
        self.held.__enter__()
        self.people = [User.objects.create_user(f"{name}@example.org").pk for name in ("ada", "ben")]
        self.balances: Counter[Ref] = Counter()
        self.causes = 0

    def lines(self, legs: list[tuple[Kind, int, str, int]]) -> list[tuple[Ref, int]]:
        made = []
        for kind, person, currency, amount in legs:
            made.append((Ref(kind, self.people[person] if RULES[kind].owned else None, currency), amount))
        for currency in ("USD", "JPY"):
            rest = sum(amount for ref, amount in made if ref.currency == currency)
            made.append((Ref(Kind.CLEARING_STRIPE, None, currency), -rest))
        return made

    def allowed(self, amounts: Counter[Ref]) -> bool:
        after = {ref: self.balances[ref] + amount for ref, amount in amounts.items() if amount}
        return all(
            not (RULES[ref.kind].side is Side.CREDIT and balance < 0)
            and not (RULES[ref.kind].side is Side.DEBIT and balance > 0)
            for ref, balance in after.items()
        )

    @rule(target=posted, legs=LEGS)
    def move(self, legs: list[tuple[Kind, int, str, int]]) -> object:
        lines = self.lines(legs)
        amounts: Counter[Ref] = Counter()
        for ref, amount in lines:
            amounts[ref] += amount
        if not any(amounts.values()):
            return None
        self.causes += 1
        if not self.allowed(amounts):
            with pytest.raises(FundsMissing):
                post(str(self.causes), *lines)
            return None
        transfer = post(str(self.causes), *lines)
        self.balances.update(amounts)
        return (transfer, lines)

    @rule(before=posted)
    def say_again(self, before: tuple[Transfer, list[tuple[Ref, int]]] | None) -> None:
        if before is not None:
            transfer, lines = before
            assert post(transfer.cause_id, *reversed(lines)) == transfer

    @rule(before=posted)
    def say_otherwise(self, before: tuple[Transfer, list[tuple[Ref, int]]] | None) -> None:
        if before is not None:
            transfer, lines = before
            more = [*lines, (Ref(Kind.PLATFORM_FEE, None, "USD"), 1), (Ref(Kind.TAX_PAYABLE, None, "USD"), -1)]
            with pytest.raises(CauseTaken):
                post(transfer.cause_id, *more)

    @invariant()
    def equals_the_model(self) -> None:
        if not hasattr(self, "balances"):
            return
        rows = Account.objects.exclude(balance_minor=0).values_list("kind", "owner_id", "currency", "balance_minor")
        stored = {Ref(Kind(kind), owner, currency): balance for kind, owner, currency, balance in rows}
        assert stored == {ref: balance for ref, balance in self.balances.items() if balance}
        assert_ledger_balances()

    @invariant()
    def figures_are_never_negative(self) -> None:
        for person in getattr(self, "people", []):
            for figures in figures_of(person).values():
                assert min(getattr(figures, name) for name in figures.__slots__) >= 0

    def teardown(self) -> None:
        if hasattr(self, "held"):
            run("SET CONSTRAINTS ALL IMMEDIATE")
            self.held.__exit__(None, None, None)


@pytest.mark.django_db
def test_balances_equal_a_plain_model_whatever_is_posted() -> None:
    run_state_machine_as_test(Books, settings=settings(max_examples=25, stateful_step_count=15, deadline=None))
