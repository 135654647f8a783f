"""Addresses of keys."""

from django.urls import URLPattern, URLResolver, path

from frontend.account.keys import views

urlpatterns: list[URLPattern | URLResolver] = [
    path("keys/", views.show, name="keys"),
    path("keys/new/", views.make, name="make_api_key"),
    path("keys/<slug:key_id>/rotate/", views.rotate, name="rotate_api_key"),
    path("keys/<slug:key_id>/revoke/", views.revoke, name="revoke_api_key"),
    path("programs/<slug:family_id>/end/", views.sign_out, name="end_program"),
]
