"""Addresses of staff."""

from django.urls import URLPattern, URLResolver, include, path

from frontend.desk import impersonating, money

urlpatterns: list[URLPattern | URLResolver] = [
    path("applications/", include("frontend.desk.applications.urls")),
    path("money/", money.money, name="money"),
    path("products/", include("frontend.desk.products.urls")),
    path("orders/", include("frontend.desk.orders.urls")),
    path("impersonation/stop/", impersonating.stop, name="stop_impersonating"),
]
