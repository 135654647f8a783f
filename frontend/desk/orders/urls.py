"""Addresses of orders and disputes at the desk."""

from django.urls import path

from frontend.desk.orders import disputes, views

urlpatterns = [
    path("", views.show, name="desk_orders"),
    path("disputes/", disputes.show, name="desk_disputes"),
    path("<str:order_id>/", views.one, name="desk_order"),
    path("<str:order_id>/refund/", views.refund, name="desk_refund"),
    path("<str:order_id>/<str:paper_id>.pdf", views.paper, name="desk_paper"),
]
