"""Addresses of what people keep."""

from django.urls import URLPattern, path

from frontend.store.kept import collections, favourites, following, recent

urlpatterns: list[URLPattern] = [
    path("favourites/", favourites.show, name="favourites"),
    path("favourites/<slug:slug>/", favourites.mark, name="favourite"),
    path("collections/", collections.show_all, name="collections"),
    path("collections/new/", collections.create, name="new_collection"),
    path("collections/<str:collection>/", collections.show, name="collection"),
    path("collections/<str:collection>/change/", collections.change, name="change_collection"),
    path("collections/<str:collection>/delete/", collections.delete, name="delete_collection"),
    path("collections/<str:collection>/<slug:slug>/", collections.put, name="put_into_collection"),
    path("following/", following.show, name="following"),
    path("following/seen/", following.seen, name="following_seen"),
    path("sellers/<str:name>/follow/", following.follow, name="follow"),
    path("recent/", recent.show, name="recent"),
    path("recent/forget/", recent.forget, name="forget_recent"),
    path("products/<slug:slug>/seen/", recent.note, name="product_seen"),
]
