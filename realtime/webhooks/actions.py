"""What an owner does with endpoints: add, pause, resume, test, replay, remove."""

import base64
import secrets
from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from project.base.errors import NotFound, Refusal
from project.base.outgoing import check_address
from project.base.sealed import seal
from realtime.events import encode, utc_text
from realtime.models import Topic
from realtime.webhooks.models import Delivery, Endpoint
from realtime.webhooks.tasks import push_endpoint_later

MOST_ENDPOINTS = 10
SECRET_BYTES = 32


class TooManyEndpoints(Refusal):
    """A topic has as many endpoints as one may have."""

    message = _("There are ten addresses already. Remove one first.")


class AddressTaken(Refusal):
    """This address is told of the topic already."""

    message = _("This address is told already.")


class UnknownEndpoint(NotFound):
    """The topic has no endpoint of this id."""

    message = _("There is no such address.")


def add_endpoint(*, topic: str, url: str, created_by: int | None, now: datetime) -> tuple[Endpoint, str]:
    """Have every later event of the topic told to this address; returns its signing secret, which is shown once.

    Raises `AddressRefused`, `AddressTaken` and `TooManyEndpoints`.
    """
    check_address(url)
    secret = "whsec_" + base64.b64encode(secrets.token_bytes(SECRET_BYTES)).decode()
    with transaction.atomic():
        # Locking the head also keeps the count true when two are added at once.
        Topic.objects.get_or_create(name=topic)
        head = Topic.objects.select_for_update().get(name=topic).head
        others = list(Endpoint.objects.filter(topic=topic).values_list("url", flat=True))
        if url in others:
            raise AddressTaken
        if len(others) >= MOST_ENDPOINTS:
            raise TooManyEndpoints
        endpoint = Endpoint.objects.create(
            topic=topic,
            url=url,
            sealed_secret=seal(secret),
            collected_seq=head,
            due_at=now,
            created_by_id=created_by,
            created_at=now,
        )
    return endpoint, secret


def endpoint_of(*, topic: str, endpoint_id: str) -> Endpoint:
    """The endpoint of this topic and id; raises `UnknownEndpoint`."""
    endpoint = Endpoint.objects.filter(topic=topic, public_id=endpoint_id).first()
    if endpoint is None:
        raise UnknownEndpoint
    return endpoint


def pause_endpoint(endpoint: Endpoint) -> None:
    """Tell it nothing until it is resumed."""
    Endpoint.objects.filter(pk=endpoint.pk).update(state="paused")


def resume_endpoint(endpoint: Endpoint, *, now: datetime) -> None:
    """Go on where it stopped, as far back as events are kept; also after it was given up."""
    Endpoint.objects.filter(pk=endpoint.pk).update(state="active", failures=0, failing_since=None, due_at=now)
    push_endpoint_later(endpoint.pk)


def send_test(endpoint: Endpoint, *, now: datetime) -> Delivery:
    """Have the endpoint told that it is being tested, after what waits already."""
    body = encode({"type": "test", "timestamp": utc_text(now), "topic": endpoint.topic, "seq": None, "data": {}})
    delivery = Delivery.objects.create(endpoint=endpoint, name="test", body=body, created_at=now)
    _soon(endpoint, now)
    return delivery


def replay(endpoint: Endpoint, *, since_seq: int, now: datetime) -> int:
    """Tell the endpoint again what it was told from this position on, under the same ids; returns how many."""
    again = endpoint.deliveries.filter(seq__gte=since_seq).exclude(state="waiting")
    count = again.update(state="waiting", attempts=0, done_at=None)
    _soon(endpoint, now)
    return count


def remove_endpoint(endpoint: Endpoint) -> None:
    """Forget the endpoint, its secret and what waits for it."""
    endpoint.delete()


def forget_endpoints(*, topics: Sequence[str]) -> None:
    """Forget every endpoint of topics that are no more."""
    Endpoint.objects.filter(topic__in=topics).delete()


def _soon(endpoint: Endpoint, now: datetime) -> None:
    Endpoint.objects.filter(pk=endpoint.pk, state="active").update(due_at=now)
    push_endpoint_later(endpoint.pk)
