"""Addresses of roles: the way to one, what is proven of oneself, and the demo's people."""

from django.urls import URLPattern, URLResolver, path

from frontend.account.roles import becoming, demo, proofs

urlpatterns: list[URLPattern | URLResolver] = [
    path("become/", becoming.overview, name="roles"),
    path("become/<str:role>/", becoming.way, name="role_way"),
    path("become/<str:role>/welcome/", becoming.welcome, name="role_welcome"),
    path("become/<str:role>/application/", becoming.apply, name="role_application"),
    path("become/<str:role>/withdraw/<str:application>/", becoming.withdraw, name="withdraw_application"),
    path("proofs/", proofs.show, name="proofs"),
    path("proofs/<str:proof>/remove/", proofs.remove, name="remove_proof"),
    path("demo/<str:person>/", demo.enter, name="enter_demo"),
]
