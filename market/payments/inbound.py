"""`POST /webhooks/stripe/`: read raw, proven, kept under its id and answered; the work is done by a worker."""

import structlog
from django.db import transaction
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from market.payments.inbox import keep_event
from market.payments.measures import events_refused
from market.payments.stripe.signed import NotFromProvider, read_event
from market.payments.tasks import work_later
from project.accounts.access import Who, access
from project.base import clock
from project.base.http import problem

log = structlog.get_logger()
# At the door `settings.BODY_BYTES_AT` says the same of bodies that come through it.
MOST_BYTES = 262_144


@csrf_exempt
@require_POST
@access(Who.PUBLIC)
def stripe_webhook(request: HttpRequest) -> HttpResponse:
    """Take an event: 200 for what is kept, known, or of no interest; 400 for what is not Stripe's."""
    now = clock.now()
    if len(request.body) > MOST_BYTES:
        return problem(request, status=413, code="BodyTooLarge", title="The request is too large.")
    try:
        told = read_event(request.body, request.headers.get("Stripe-Signature", ""), now=now)
    except NotFromProvider as reason:
        events_refused.labels(why=str(reason)).inc()
        log.warning("provider_event_refused", why=str(reason))
        return problem(request, status=400, code="NotFromProvider", title="This is not signed as it must be.")
    with transaction.atomic():
        kept = keep_event(told, now=now)
        if kept is not None:
            work_later(kept)
    return JsonResponse({"received": True})
