"""Addresses about the person who looks."""

from django.urls import include, path

urlpatterns = [
    path("", include("frontend.account.profile.urls")),
    path("", include("frontend.account.security.urls")),
    path("", include("frontend.account.keys.urls")),
    path("", include("frontend.account.roles.urls")),
    path("", include("frontend.account.signin.urls")),
]
