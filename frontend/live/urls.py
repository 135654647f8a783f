"""Addresses of the scoreboards' pages."""

from django.urls import path

from frontend.live import console, create, frames, pictures, views

urlpatterns = [
    path("", views.board_list, name="boards"),
    path("new/", create.new_board, name="new_board"),
    path("<slug:slug>/", views.board, name="board"),
    path("<slug:slug>/card.png", pictures.card, name="card"),
    path("<slug:slug>/overlay/", frames.overlay, name="overlay"),
    path("<slug:slug>/embed/", frames.embed, name="embed"),
    path("<slug:slug>/console/", console.show, name="console"),
    path("<slug:slug>/operate/", console.operate, name="operate"),
]
