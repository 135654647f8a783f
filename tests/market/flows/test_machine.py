"""Carts, orders, payments, refunds and disputes in any order, webhooks doubled, reordered, late, forged or lost, and a
provider that breaks: after each step every rule of money holds, and at the end the books are Stripe's balance.

More of each beginning by hand, others in every run: `MACHINE_EXAMPLES=60 MACHINE_STEPS=40 pytest -s` with this file;
with MACHINE_SHRINK=1 what fails is made small.
"""

import os
import random
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from itertools import count
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from market.catalog.models import Price, Product
from market.flows import reconcile, returning
from market.flows.expire import cancel_order, expire_due
from market.flows.opening import due_openings, open_payment
from market.flows.refund import refund_lines
from market.flows.release import release_due
from market.flows.sweeping import fulfil_due
from market.orders.models import PAID_STATES, Order, OrderLine
from market.payments.models import Dispute, Payment, ProviderEvent, RefundReason
from market.payments.stripe import calls
from project.accounts.models import User
from project.base import clock, limits
from project.base.errors import Refusal
from tests.doubles.stripe import (
    BANK_FAILS_LATER,
    BANK_PAYS_LATER,
    DECLINED,
    REFUND_FAILS,
    REFUND_WAITS,
    SUCCESS,
    Refused,
    Stripe,
)
from tests.market import till
from tests.market.flows import holding
from tests.market.people import ada, ben, cyd, member, product, tier_of, visitor

pytestmark = pytest.mark.django_db
EXAMPLES = int(os.environ.get("MACHINE_EXAMPLES", "3"))
STEPS = int(os.environ.get("MACHINE_STEPS", "15"))
PAYING = st.sampled_from([SUCCESS, SUCCESS, REFUND_WAITS, REFUND_FAILS])
CARDS = PAYING | st.sampled_from([DECLINED, BANK_PAYS_LATER, BANK_FAILS_LATER])
BEGINNINGS = ("won", "lost", "debit fails", "kept again", "sent back", "given back")
INDEX = st.integers(0, 9)
HOUR, DAYS = timedelta(hours=1), timedelta(days=8)
MOST_ORDERS = 7
# What a run of the suite must have come to at least: a machine that gets nowhere proves nothing.
FLOOR = frozenset(
    [
        *(f"orders: {state}" for state in ("paid", "cancelled", "expired")),
        *("orders: expired → paid", "payments: expired → succeeded", "payments: processing → failed"),
        *(f"refunds: {state}" for state in ("succeeded", "failed")),
        *("orders: partially_refunded", "reordered", "old", "released", "lost and found"),
        *(f"disputes: {state}" for state in ("needs_response", "warning_needs_response", "won", "lost")),
        *("doubled", "twins", "forged", "stale", "sent back"),
        *("asked while it broke", "refused changed prices"),
    ]
)
_numbers = count(1)
_beginning: list[str] = []
_double: list[Stripe] = []
_buyers: list[User] = []
_shelf: list[Product] = []
_reached: Counter[str] = Counter()


class Till(RuleBasedStateMachine):
    """A shop of two sellers and three buyers, two scarce things among what they sell; each example is rolled back.

    Every rule may come at any time, and does nothing where there is nothing to do: identifiers and times are others in
    each run, and Hypothesis counts on the same draws after the same ones.
    """

    def __init__(self) -> None:
        super().__init__()
        self.stripe = _double[0]
        self.stripe.reset()
        self.stripe.hold()
        self.mark = transaction.atomic()
        self.mark.__enter__()
        self.brought: list[str] = []
        self.are_events_lost = False
        self.seen = holding.look()

    @initialize(cards=st.tuples(PAYING, PAYING), are_events_lost=st.booleans())
    def open_shop(self, cards: tuple[str, str], *, are_events_lost: bool) -> None:
        """Two orders are paid, a third waits, and something has begun: after a payment most can go wrong."""
        self.are_events_lost = are_events_lost
        for who, card in enumerate(cards):
            self.place(who, [who, 2])
            self.pay(9, card)
        self.bring(9, 1, 40)
        self.place(1, [0, 3])
        match _beginning[0]:
            case "won" | "lost" as end:
                self.dispute(9, "fraudulent", won=None)
                self.bring(9, 1, 40)
                self.every_rule_holds()
                self.decide(9, won=end == "won")
                self.cancel(0, is_new=False)
                self.forge(0, is_stale=end == "won")
                self.bring_by_another_endpoint(0, 4)
            case "debit fails":
                self.pay(9, BANK_FAILS_LATER)
                self.dispute(0, "inquiry", won=None)
                self.bring(9, 2, 40)
                self.change_price(0, 1, 1500)
                self.break_next("500", 1)
            case "given back":
                self.are_events_lost = True
                self.pay(9, REFUND_FAILS)
                self.bring(3, 2, 40)
                self.refund(9, None, is_sent=True)
                self.refund(0, 100, is_sent=True)
                self.every_rule_holds()
                self.let_time_pass(is_released=True)
                self.bring_old_ones(0, 3)
            case late:
                self.pay_after_its_time(9, is_taken=late == "sent back", is_told=True)

    @rule(who=INDEX, what=st.lists(INDEX, min_size=1, max_size=3))
    def place(self, who: int, what: list[int]) -> None:
        if len(self.seen.orders) >= MOST_ORDERS:
            return
        buyer = _buyers[who % 3]
        for one in what:
            with suppress(Refusal):
                till.fill(buyer, _shelf[one % 4])
        try:
            till.start(buyer)
        except Refusal as refusal:
            _reached[f"refused {refusal.code}"] += 1

    @rule(who=INDEX, what=st.integers(0, 2), amount=st.integers(60, 5000))
    def change_price(self, who: int, what: int, amount: int) -> None:
        """Whoever agreed to another total is told, and nothing is placed."""
        buyer, placed = _buyers[who % 3], Order.objects.count()
        with suppress(Refusal):
            agreed = till.fill(buyer, _shelf[what])
            Price.objects.filter(tier=tier_of(_shelf[what])).update(amount_minor=amount)
            try:
                till.start(buyer, agreed=agreed + 1)
            finally:
                _reached["refused changed prices"] += 1
                assert Order.objects.count() == placed

    @rule(which=INDEX, card=CARDS)
    def pay(self, which: int, card: str) -> None:
        self.pay_one(Payment.objects.filter(state="open"), which, card)

    @rule(which=INDEX, is_taken=st.booleans(), is_told=st.booleans())
    def pay_after_its_time(self, which: int, *, is_taken: bool, is_told: bool) -> None:
        """The provider does not answer when orders end: its page stays open, and somebody pays there."""
        self.stripe.down()
        expire_due(now=clock.now() + HOUR)
        self.stripe.up()
        self.every_rule_holds()
        if is_taken:
            self.place(2, [0])
        self.pay_one(Payment.objects.filter(state="expired"), which, SUCCESS)
        if is_told:
            self.bring(which, 2, 12)

    @rule(seed=INDEX, copies=st.integers(1, 3), most=st.integers(3, 14))
    def bring(self, seed: int, copies: int, most: int) -> None:
        """Some of the events that were not brought yet, shuffled and doubled; what is left out is late or lost."""
        told = [one for one in self.stripe.events() if one["id"] not in self.brought]
        chosen = told[:most]
        random.Random(seed).shuffle(chosen)
        _reached["doubled"] += copies > 1 and bool(chosen)
        _reached["reordered"] += chosen != told[:most]
        self.deliver(chosen * copies)
        till.work()

    @rule(which=INDEX, most=st.integers(1, 4))
    def bring_old_ones(self, which: int, most: int) -> None:
        """Events that were handled come once more: nothing changes."""
        till.work()
        old = [one for one in self.stripe.events() if one["id"] in self.brought][which:][:most]
        _reached["old"] += bool(old)
        self.assert_nothing_changes(lambda: self.deliver(old))

    @rule(which=INDEX, most=st.integers(1, 4))
    def bring_by_another_endpoint(self, which: int, most: int) -> None:
        """The same news under other ids, as a second endpoint would tell it: nothing is booked twice."""
        self.bring(0, 1, 100)
        told = [{**one, "id": f"evt_twin{next(_numbers)}"} for one in self.stripe.events()[which:][:most]]
        _reached["twins"] += bool(told)
        self.assert_nothing_changes(lambda: till.deliver(self.stripe, told))

    @rule(which=INDEX, is_stale=st.booleans())
    def forge(self, which: int, *, is_stale: bool) -> None:
        """What Stripe did not sign, or signed long ago, is turned away and changes nothing, true or not."""
        events = self.stripe.events()
        event = {**events[which % len(events)], "id": f"evt_forged{next(_numbers)}"} if events else {"id": "evt_1"}
        signer = self.stripe if is_stale else Stripe(webhook_secret="whsec_guessed", port=1)
        signed = signer.signed(event, at=1_700_000_000 if is_stale else None)
        _reached["stale" if is_stale else "forged"] += 1
        till.work()
        kept = ProviderEvent.objects.count()
        self.assert_nothing_changes(lambda: [till.post_event(*signed)], status=400)
        assert ProviderEvent.objects.count() == kept

    @rule(which=INDEX)
    def arrive(self, which: int) -> None:
        order = self.one(Order.objects.all(), which)
        if order is not None:
            returning.arrive(order_id=order.public_id, person_id=order.buyer_id, now=clock.now())

    @rule(which=INDEX, is_new=st.booleans())
    def cancel(self, which: int, *, is_new: bool) -> None:
        if is_new:
            self.place(which, [1])
        order = self.one(Order.objects.filter(state="placed"), which)
        if order is not None:
            with suppress(Refusal):
                cancel_order(order_id=order.public_id, person_id=order.buyer_id, now=clock.now())

    @rule()
    def expire(self) -> None:
        expire_due(now=clock.now() + HOUR)

    @rule(which=INDEX, part=st.none() | st.integers(1, 999), is_sent=st.booleans())
    def refund(self, which: int, part: int | None, *, is_sent: bool) -> None:
        """A seller gives back a line's part, or all that is left of theirs; the worker may be late."""
        lines = OrderLine.objects.filter(order__state__in=PAID_STATES, total_minor__gt=0)
        line = self.one(lines.exclude(order__state="refunded"), which)
        if line is None:
            return
        limits.forget("refunds", f"person {line.seller_id}")
        with suppress(Refusal):
            refund_lines(
                order_id=line.order.public_id,
                parts=None if part is None else {line.public_id: part},
                reason=RefundReason.OTHER,
                words="",
                by=visitor(line.seller),
                now=clock.now(),
            )
        if is_sent:
            till.work()

    @rule(which=INDEX, reason=st.sampled_from(["fraudulent", "fraudulent", "inquiry"]), won=st.none() | st.booleans())
    def dispute(self, which: int, reason: str, *, won: bool | None) -> None:
        free = Payment.objects.exclude(charge_id=None).exclude(pk__in=Dispute.objects.values("payment"))
        payment = self.one(free, which)
        if payment is not None:
            with suppress(Refused):
                told = self.stripe.dispute(str(payment.charge_id), reason=reason)
                if won is not None:
                    self.stripe.decide(told["id"], won=won)

    @rule(which=INDEX, won=st.booleans())
    def decide(self, which: int, *, won: bool) -> None:
        closed = {one["data"]["object"]["id"] for one in self.stripe.events("charge.dispute.closed")}
        told = [one["data"]["object"]["id"] for one in self.stripe.events("charge.dispute.created")]
        waiting = [one for one in told if one not in closed]
        if waiting:
            self.stripe.decide(waiting[which % len(waiting)], won=won)

    @rule(is_released=st.booleans())
    def let_time_pass(self, *, is_released: bool) -> None:
        """Banks decide about debits and refunds, workers come by, holds are over."""
        self.stripe.advance(10)
        till.work(later=HOUR)
        if is_released:
            _reached["released"] += release_due(now=clock.now() + DAYS)

    @rule(how=st.sampled_from(["500", "drop"]), copies=st.integers(1, 3))
    def break_next(self, how: Any, copies: int) -> None:
        """The next that is asked of the provider is done, and answered by nobody."""
        _reached["asked while it broke"] += 1
        self.stripe.break_next(copies, how=how)

    @invariant()
    def every_rule_holds(self) -> None:
        before, self.seen = self.seen, holding.look()
        holding.assert_forwards(before, self.seen, _reached)
        _reached["steps"] += 1
        if self.seen != before:
            holding.assert_rules_hold()
        else:
            holding.assert_stock_is_right()

    def teardown(self) -> None:
        try:
            self.settle_everything()
            self.every_rule_holds()
            holding.assert_rules_hold()
            holding.assert_settled(self.stripe)
            _reached["sent back"] += Payment.objects.filter(state="succeeded", is_sale=False).count()
            _reached["examples"] += 1
        finally:
            transaction.set_rollback(True)
            self.mark.__exit__(None, None, None)

    def settle_everything(self) -> None:
        """Everything comes at last: banks and sweeps, events, or whoever looks for those that were lost."""
        self.stripe.up()
        for _round in range(4):
            before = holding.look()
            for payment in due_openings(now=clock.now() + HOUR):
                open_payment(payment, now=clock.now())
            fulfil_due(now=clock.now() + HOUR)
            self.stripe.advance(10)
            if self.are_events_lost:
                _reached["lost and found"] += reconcile.read_events(now=clock.now())
            else:
                self.deliver([one for one in self.stripe.events() if one["id"] not in self.brought])
            till.work(later=timedelta(days=2))
            if holding.look() == before:
                return

    def assert_nothing_changes(self, deed: Callable[[], list[int] | None], *, status: int = 200) -> None:
        before = holding.look()
        statuses = deed() or []
        till.work()
        assert set(statuses) <= {status}
        assert holding.look() == before

    def deliver(self, events: list[dict[str, Any]]) -> list[int]:
        statuses = till.deliver(self.stripe, events)
        assert set(statuses) <= {200}
        self.brought += [one["id"] for one in events]
        return statuses

    def pay_one(self, payments: Any, which: int, card: str) -> None:
        payment = self.one(payments.exclude(session_id=None), which)
        if payment is not None:
            with suppress(Refused):
                self.stripe.pay(str(payment.session_id), card=card)

    def one(self, rows: Any, which: int) -> Any:
        """One of these rows; 9 is the newest."""
        found = list(rows.order_by("pk"))
        return (found[-1] if which == 9 else found[which % len(found)]) if found else None


@pytest.fixture
def shop(stripe: Stripe, monkeypatch: pytest.MonkeyPatch) -> None:
    """Made once: examples begin and end here. Whoever asks again asks at once."""
    monkeypatch.setattr(calls.Line, "INITIAL_DELAY", 0.01)
    monkeypatch.setattr(calls.Line, "MAX_DELAY", 0.02)
    _double[:], _buyers[:] = [stripe], [ben(), member("Bea"), member("Cal")]
    _shelf[:] = [
        product(ada(), price_minor=999, stock=2),
        product(ada(), price_minor=2500),
        product(cyd(), price_minor=701, most=9, stock=9),
        product(cyd(), pricing="free"),
    ]


@pytest.mark.usefixtures("shop")
def test_money_is_right_whatever_happens_in_whatever_order() -> None:
    by_hand = "MACHINE_EXAMPLES" in os.environ
    _reached.clear()
    for beginning in BEGINNINGS:
        _beginning[:] = [beginning]
        run_state_machine_as_test(
            Till,
            settings=settings(
                max_examples=EXAMPLES,
                stateful_step_count=STEPS,
                deadline=None,
                suppress_health_check=list(HealthCheck),
                phases=[Phase.generate, Phase.shrink] if "MACHINE_SHRINK" in os.environ else [Phase.generate],
                database=None,
                # The same steps in every run of the suite; by hand always others.
                derandomize=not by_hand,
            ),
        )
    print(sorted(_reached.items()))  # noqa: T201 - shown with -s, and where it fails
    assert {name for name, times in _reached.items() if times} >= FLOOR
