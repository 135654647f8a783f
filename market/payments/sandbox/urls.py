"""Every address of the sandbox."""

from django.urls import URLPattern, path

from market.payments.sandbox import controls
from market.payments.sandbox.api.answering import answer
from market.payments.sandbox.environment import here
from market.payments.sandbox.hosted import looking, paying, sheet

urlpatterns: list[URLPattern] = [
    path("v1/<path:path>", answer),
    path("c/pay/<str:key>", paying.pay),
    path("c/auth/<str:key>", paying.authenticate),
    path("", looking.look),
    path("act/<slug:deed>/<str:key>", looking.act),
    path("sandbox.css", sheet.style),
]
if here().controls:
    urlpatterns.append(path("_sandbox/<slug:name>", controls.control))
