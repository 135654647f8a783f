"""Addresses of staff."""

from django.urls import URLPattern, URLResolver, include, path

from frontend.desk import impersonating

urlpatterns: list[URLPattern | URLResolver] = [
    path("applications/", include("frontend.desk.applications.urls")),
    path("impersonation/stop/", impersonating.stop, name="stop_impersonating"),
]
