"""Addresses of the shop; mounted at the root, for they are the site's own."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
