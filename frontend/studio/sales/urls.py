"""Addresses of what was sold and earned."""

from django.urls import URLPattern, path

from frontend.studio.sales import earnings, orders

urlpatterns: list[URLPattern] = [
    path("sales/", orders.show, name="studio_orders"),
    path("sales/<str:order_id>/", orders.one, name="studio_order"),
    path("sales/<str:order_id>/refund/", orders.refund, name="studio_refund"),
    path("earnings/", earnings.show, name="studio_earnings"),
]
