"""Stripe, as a process of its own: the sandbox with its controls on, for tests.

    stripe = start_stripe(webhook_url="http://127.0.0.1:8123/webhooks/stripe/")

One process serves all tests of a test worker (about a second to start); each `start_stripe` empties it and makes it
behave. Point the program at it: `settings.STRIPE["base"] = stripe.url`; key and webhook secret (`stripe.key`,
`stripe.webhook_secret`) are those of `market.payments.sandbox.terms`, always the same.
Without a `webhook_url` nobody listens: deliveries fail and are tried again (`.hold()` if that disturbs), and a test
may feed its own view: `body, header = stripe.signed(stripe.events("charge.succeeded")[0])`.

    told = stripe.pay(session.id)                           # paid: {"session": …, "payment_intent": …}
    stripe.pay(session.id, card=DECLINED)                   # refused, the session stays open
    stripe.pay(session.id, card=AUTHENTICATE)               # authenticates too; `authenticate=None` stops there
    stripe.dispute(charge), stripe.decide(dispute, won=True)
    stripe.hold(); …; stripe.release("reversed", copies=2)  # kept back, then sent in that order, each twice
    stripe.wait_delivered()                                 # until nothing is on its way
    stripe.down(5), stripe.down(how="drop"), stripe.up()    # the API answers 503, or cuts the line
    stripe.break_next(how="500"), .break_next(how="drop")   # the next POST is done, and answered so
    stripe.advance(1900)                                    # its clock: sessions expire, keys are forgotten
    stripe.behave(retry_seconds=0.05)                       # how soon a refused webhook comes again (1 s, doubling)
    stripe.kill(); stripe.start()                           # a crash: rows survive, moods and clock do not
"""

import atexit
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

import httpx
from django.conf import settings

from market.payments.sandbox import terms
from market.payments.sandbox.delivery.signing import signature
from tests.site import free_port

PATIENCE_SECONDS = 40.0
SUCCESS = "4242424242424242"
DECLINED = "4000000000000002"
NO_FUNDS = "4000000000009995"
AUTHENTICATE = "4000002500003155"
DISPUTED = "4000000000000259"
NOT_RECEIVED = "4000000000002685"
INQUIRY = "4000000000001976"
REFUND_FAILS = "4000000000005126"
REFUND_WAITS = "4000000000007726"
AVAILABLE_AT_ONCE = "4000000000000077"
BANK_PAYS_LATER = "000123456789"
BANK_FAILS_LATER = "000111111116"


class Refused(Exception):
    """A control that could not be followed: a card of nobody, a session that is over."""


@dataclass
class Stripe:
    """One sandbox on a port that stays the same over restarts."""

    key: str = terms.SECRET_KEY
    webhook_secret: str = terms.WEBHOOK_SECRET
    port: int = field(default_factory=free_port)
    folder: Path = field(default_factory=lambda: Path(tempfile.mkdtemp(prefix="rialto-stripe-")))
    controls: bool = True
    process: subprocess.Popen[bytes] | None = None
    line: httpx.Client = field(default_factory=lambda: httpx.Client(timeout=60))

    @property
    def url(self) -> str:
        """Its address: API, hosted page and controls."""
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        """Start it and wait until it answers; what it knew before is still known."""
        own = {
            "STRIPE_SANDBOX_PORT": str(self.port),
            "STRIPE_SANDBOX_CONTROLS": str(int(self.controls)),
            "VAR_DIR": str(self.folder),
        }
        quiet = {"STRIPE_SANDBOX": "1", "STRIPE_SECRET_KEY": "", "STRIPE_SANDBOX_URL": "", "HOST": "", "PORT": "1"}
        program = [sys.executable, "-m", "market.payments.sandbox"]
        environment = {**os.environ, **quiet, **own, "STRIPE_SANDBOX_WEBHOOK": ""}
        self.process = subprocess.Popen(program, cwd=settings.BASE_DIR, env=environment)
        deadline = time.monotonic() + PATIENCE_SECONDS
        while not self._answers():
            if self.process.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError(f"the sandbox did not come up on port {self.port}")
            time.sleep(0.05)

    def stop(self) -> None:
        """End it politely; safe when it is not running."""
        self._end(signal.SIGTERM)

    def kill(self) -> None:
        """End it as a crash would."""
        self._end(signal.SIGKILL)

    def reset(self, *, webhook_url: str = "") -> None:
        """Empty it, make it behave, and let it tell this address."""
        self.tell("reset", webhook_url=webhook_url or "http://127.0.0.1:1/")

    def pay(self, session: str, card: str = SUCCESS, *, authenticate: bool | None = True) -> dict[str, Any]:
        """Pay as the hosted page would: the session and its intent afterwards. Raises `Refused`."""
        return self.tell("pay", session=session, card=card, authenticate=authenticate)

    def authenticate(self, session: str, *, passed: bool = True) -> dict[str, Any]:
        """Answer the bank's question that `pay(…, authenticate=None)` left open."""
        return self.tell("authenticate", session=session, passed=passed)

    def dispute(self, charge: str, *, reason: str = "fraudulent") -> dict[str, Any]:
        """A bank disputes a charge; `inquiry` as reason only asks."""
        found: dict[str, Any] = self.tell("dispute", charge=charge, reason=reason)["dispute"]
        return found

    def decide(self, dispute: str, *, won: bool) -> dict[str, Any]:
        """The bank decides."""
        found: dict[str, Any] = self.tell("dispute", dispute=dispute, won=won)["dispute"]
        return found

    def hold(self) -> None:
        """Keep webhooks back until `release`."""
        self.tell("behave", webhooks_held=True)

    def release(
        self,
        order: Literal["given", "reversed", "random"] = "given",
        *,
        copies: int = 1,
        seed: int | None = None,
    ) -> list[int]:
        """Deliver what was held, and return when all of it was answered: the statuses in the order of sending."""
        statuses: list[int] = self.tell("release", order=order, copies=copies, seed=seed)["statuses"]
        return statuses

    def drop_webhooks(self, count: int) -> None:
        """The next deliveries are lost for good."""
        self.tell("behave", webhooks_dropped=count)

    def repeat_webhooks(self, copies: int) -> None:
        """From now on each is sent so many times."""
        self.tell("behave", webhook_copies=copies)

    def forge(self, event: str | dict[str, Any], *, secret: str = "", age: int = 0) -> int:
        """Send an event signed with a wrong secret (or this one), so many seconds ago; the status it got."""
        return int(self.tell("forge", event=event, secret=secret or "wrong", age=age)["status"])

    def resend(self, event: str) -> int:
        """Deliver an event once more; the status it got."""
        return int(self.tell("resend", event=event)["status"])

    def down(self, seconds: float = -1, *, how: Literal["503", "drop"] = "503") -> None:
        """The API is away for so long, or until `up`."""
        self.tell("behave", api_down=seconds, api_down_how=how)

    def webhooks_down(self, seconds: float = -1) -> None:
        """Nothing is delivered for so long, or until `up`."""
        self.tell("behave", webhooks_down=seconds)

    def up(self) -> None:
        """Everything works again."""
        self.tell("behave", api_down=0, webhooks_down=0, api_slow_seconds=0, break_after=0, too_many=0)

    def slow(self, seconds: float) -> None:
        """Every answer takes so much longer."""
        self.tell("behave", api_slow_seconds=seconds)

    def break_next(self, count: int = 1, *, how: Literal["500", "drop"] = "500") -> None:
        """The next POSTs are done, and answered with a 500 or not at all."""
        self.tell("behave", break_after=count, break_how=how)

    def too_many(self, count: int) -> None:
        """The next requests are turned away with a 429."""
        self.tell("behave", too_many=count)

    def behave(self, **moods: Any) -> None:
        """Any other mood, by the names of `market.payments.sandbox.moods`."""
        self.tell("behave", **moods)

    def advance(self, seconds: float) -> int:
        """Set its clock ahead, and let happen what is due then: how many objects changed by themselves."""
        return int(self.tell("clock", seconds=seconds)["happened"])

    def events(self, kind: str = "") -> list[dict[str, Any]]:
        """Every event so far, oldest first; of one type if named."""
        return [event for event in self.tell("events")["events"] if kind in {"", event["type"]}]

    def deliveries(self, kind: str = "") -> list[dict[str, Any]]:
        """Every delivery so far: event, type, state, tries, answers."""
        return [one for one in self.tell("deliveries")["deliveries"] if kind in {"", one["type"]}]

    def wait_delivered(self, *, seconds: float = 20) -> None:
        """Until no delivery is on its way."""
        deadline = time.monotonic() + seconds
        while waiting := [one for one in self.deliveries() if one["state"] == "waiting"]:
            if time.monotonic() > deadline:
                raise TimeoutError(f"not delivered: {waiting}")
            time.sleep(0.05)

    def signed(self, event: dict[str, Any], *, at: int | None = None) -> tuple[bytes, str]:
        """A body and its `Stripe-Signature`, for a test that calls the webhook by itself."""
        body = json.dumps(event).encode()
        return body, signature(body, secret=self.webhook_secret, at=int(time.time()) if at is None else at)

    def tell(self, name: str, **given: Any) -> dict[str, Any]:
        """Use a control by its name."""
        answer = self.line.post(f"{self.url}/_sandbox/{name}", json=given)
        told: dict[str, Any] = answer.json()
        if answer.status_code != 200 or "error" in told:
            raise Refused(str(told))
        return told

    def _answers(self) -> bool:
        try:
            return self.line.get(f"{self.url}/sandbox.css").is_success
        except httpx.TransportError:
            return False

    def _end(self, number: signal.Signals) -> None:
        if self.process is None:
            return
        self.process.send_signal(number)
        try:
            self.process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self.process = None


_running: list[Stripe] = []


def stripe_here() -> Stripe:
    """The sandbox of this test worker, running or not: its port is known before it is started."""
    if not _running:
        _running.append(Stripe())
        atexit.register(_clear, _running[0])
    return _running[0]


def start_stripe(*, webhook_url: str = "") -> Stripe:
    """The sandbox of this test worker, started if need be, empty and well-behaved."""
    stripe = stripe_here()
    if stripe.process is None or stripe.process.poll() is not None:
        stripe.start()
    stripe.reset(webhook_url=webhook_url)
    return stripe


def _clear(stripe: Stripe) -> None:
    stripe.stop()
    stripe.line.close()
    shutil.rmtree(stripe.folder, ignore_errors=True)
