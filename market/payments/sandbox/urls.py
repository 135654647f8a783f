"""Every address of the sandbox."""

from django.conf import settings
from django.urls import URLPattern, path

from market.payments.sandbox import controls
from market.payments.sandbox.api.answering import answer

urlpatterns: list[URLPattern] = [path("v1/<path:path>", answer)]
if settings.SANDBOX.controls:
    urlpatterns.append(path("_sandbox/<slug:name>", controls.control))
