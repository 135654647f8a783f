"""Brings events to their endpoints: from rows, at least once, again with growing pauses; a few at a time.

The same thread lets happen what is due by the clock, so that a session expires without being looked at.
"""

import logging
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from market.payments.sandbox import store, terms, wire
from market.payments.sandbox.delivery.sending import Answer, post
from market.payments.sandbox.delivery.signing import signature
from market.payments.sandbox.moods import moods

log = logging.getLogger(__name__)
AT_ONCE = 4
BATCH = 64
PAUSE = 0.2
MOST_TRIES = 16
LONGEST_PAUSE = 3600.0
_news = threading.Event()
_under_way: set[int] = set()


def wake() -> None:
    """There is something to deliver."""
    _news.set()


def start() -> None:
    """Begin to work in the background, with what an earlier run left."""
    threading.Thread(target=_run, name="postman", daemon=True).start()


def _run() -> None:
    # Imported here: what happens later announces, and announcing wakes us.
    from market.payments.sandbox.payments.later import settle  # noqa: PLC0415

    with ThreadPoolExecutor(AT_ONCE, thread_name_prefix="postman") as hands:
        while True:
            _news.wait(PAUSE)
            _news.clear()
            try:
                settle()
                _give_out(hands)
            except Exception:
                log.exception("the postman stumbled")
                time.sleep(PAUSE)


def _give_out(hands: ThreadPoolExecutor) -> None:
    if moods().webhooks_are_down():
        return
    waiting = store.store().rows(
        "SELECT seq FROM deliveries WHERE state = 'waiting' AND due_at <= ? ORDER BY due_at, seq LIMIT ?",
        *(time.time(), BATCH + len(_under_way)),
    )
    for (seq,) in waiting:
        if seq not in _under_way:
            _under_way.add(seq)
            hands.submit(_carry, seq)


def _carry(seq: int) -> None:
    try:
        deliver(seq)
    except Exception:
        log.exception("a delivery broke")
    finally:
        _under_way.discard(seq)
        if not _under_way:
            wake()


def deliver(seq: int) -> Answer | None:
    """Make one try of a delivery, and note how it went; None if it was taken back meanwhile."""
    found = store.store().rows(
        "SELECT deliveries.endpoint, deliveries.tries, events.body FROM deliveries JOIN events "
        "ON events.id = deliveries.event WHERE deliveries.seq = ?",
        seq,
    )
    if not found:
        return None
    endpoint, tries, event = found[0]
    target = _target(endpoint)
    if target is None:
        _note(seq, tries + 1, Answer(0, "the endpoint is gone"), final=True)
        return None
    answer = send(target["url"], wire.read(event), secret=target["secret"])
    _note(seq, tries + 1, answer, final=tries + 1 >= MOST_TRIES)
    return answer


def send(url: str, event: dict[str, Any], *, secret: str, at: int | None = None) -> Answer:
    """POST an event to an address, signed with this secret at this time."""
    body = wire.pretty(event)
    headers = {
        "Content-Type": "application/json; charset=utf-8",
        "Stripe-Signature": signature(body, secret=secret, at=int(time.time()) if at is None else at),
        "User-Agent": "Stripe/1.0 (+https://stripe.com/docs/webhooks)",
        "Accept": "*/*; q=0.5, application/xml",
    }
    return post(url, body, headers)


def _target(endpoint: str) -> dict[str, Any] | None:
    if endpoint == "default":
        return {"url": moods().webhook_url, "secret": terms.WEBHOOK_SECRET}
    kept = store.find(endpoint, kind="webhook_endpoint")
    return kept.body | {"secret": kept.hidden["secret"]} if kept else None


def _note(seq: int, tries: int, answer: Answer, *, final: bool) -> None:
    state = "delivered" if answer.taken else "failed" if final else "waiting"
    pause = min(moods().retry_seconds * 2 ** (tries - 1), LONGEST_PAUSE)
    said = wire.write({"at": time.time(), "status": answer.status, "text": answer.text[:300]})
    store.store().rows(
        "UPDATE deliveries SET state = ?, tries = ?, due_at = ?, answers = json_insert(answers, '$[#]', json(?)) "
        "WHERE seq = ?",
        *(state, tries, time.time() + pause, said, seq),
    )
