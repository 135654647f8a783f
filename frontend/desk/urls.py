"""Addresses of staff."""

from django.urls import URLPattern, URLResolver, path

from frontend.desk import impersonating

urlpatterns: list[URLPattern | URLResolver] = [
    path("impersonation/stop/", impersonating.stop, name="stop_impersonating"),
]
