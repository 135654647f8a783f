"""Every address the program answers."""

from django.urls import URLPattern, URLResolver, include, path

from market.payments import inbound
from project import health, metrics
from project.api import api
from project.openapi import views as about_api

handler400 = "project.errors.bad_request"
handler403 = "project.errors.forbidden"
handler404 = "project.errors.not_found"
handler500 = "project.errors.broken"

urlpatterns: list[URLPattern | URLResolver] = [
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("metrics", metrics.metrics, name="metrics"),
    path("api/asyncapi.json", about_api.asyncapi, name="asyncapi"),
    path("api/docs", about_api.docs, name="api_docs"),
    path("api/docs/events", about_api.events, name="api_events"),
    path("api/", api.urls),
    path("webhooks/stripe/", inbound.stripe_webhook, name="stripe_webhook"),
    path("", include("frontend.urls")),
]
