"""Addresses of the studio."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("frontend.studio.products.urls")),
    path("", include("frontend.studio.sales.urls")),
]
