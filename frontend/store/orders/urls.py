"""Addresses of orders and of what was bought."""

from django.urls import URLPattern, URLResolver, path

from frontend.store import returning
from frontend.store.orders import library, lists, one, papers

urlpatterns: list[URLPattern | URLResolver] = [
    path("orders/", lists.show, name="orders"),
    path("orders/<str:order_id>/", one.show, name="order"),
    path("orders/<str:order_id>/return/", returning.arrive, name="order_return"),
    path("orders/<str:order_id>/pay/", one.pay, name="order_pay"),
    path("orders/<str:order_id>/cancel/", one.cancel, name="order_cancel"),
    path("orders/<str:order_id>/<str:paper_id>.pdf", papers.show, name="order_paper"),
    path("library/", library.show, name="library"),
    path("library/<str:grant_id>/", library.item, name="library_item"),
    path("library/<str:grant_id>/files/<str:file_id>/", library.link, name="library_file"),
    path("downloads/<str:token>/", library.download, name="download"),
]
