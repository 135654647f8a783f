"""Addresses of roles: the way to one, and the demo's people."""

from django.urls import URLPattern, URLResolver, path

from frontend.account.roles import demo

urlpatterns: list[URLPattern | URLResolver] = [
    path("demo/<str:person>/", demo.enter, name="enter_demo"),
]
