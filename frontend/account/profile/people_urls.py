"""Addresses of people."""

from django.urls import path

from frontend.account.profile import people

urlpatterns = [
    path("pictures/<slug:token>/<int:side>.<slug:ending>", people.avatar, name="avatar"),
    path("pieces/<slug:token>.webp", people.piece, name="piece_picture"),
    path("<str:name>/", people.show, name="person"),
]
