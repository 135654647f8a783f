"""Addresses of the chat's pages."""

from django.urls import path

from frontend.chat import about, emoji, inbox, invited, new, panel, room, search

urlpatterns = [
    path("", inbox.show, name="chat"),
    path("new/", new.room, name="chat_new"),
    path("direct/", new.direct, name="chat_direct"),
    path("search/", search.show, name="chat_search"),
    path("emoji/", emoji.show, name="chat_emoji"),
    path("join/<str:code>/", invited.show, name="chat_join"),
    path("beside/board/<slug:slug>/", panel.beside_board, name="chat_beside_board"),
    path("<str:room_id>/", room.show, name="chat_room"),
    path("<str:room_id>/about/", about.show, name="chat_about"),
]
