"""Addresses of the scoreboards' pages."""

from django.urls import path

from frontend.live import console, create, frames, hall, lists, pictures, pushes, table, trying, views

urlpatterns = [
    path("", lists.board_list, name="boards"),
    path("new/", create.new_board, name="new_board"),
    path("try/", trying.try_board, name="try_board"),
    path("<slug:slug>/", views.board, name="board"),
    path("<slug:slug>/hall/", hall.hall, name="hall"),
    path("<slug:slug>/card.png", pictures.card, name="card"),
    path("<slug:slug>/sheet.pdf", pictures.sheet, name="sheet"),
    path("<slug:slug>/overlay/", frames.overlay, name="overlay"),
    path("<slug:slug>/embed/", frames.embed, name="embed"),
    path("<slug:slug>/console/", console.show, name="console"),
    path("<slug:slug>/operate/", console.operate, name="operate"),
    path("<slug:slug>/table/", table.show, name="table"),
    path("<slug:slug>/table/keys/<str:key>/revoke/", table.revoke, name="revoke_key"),
    path("<slug:slug>/table/people/<str:person>/remove/", table.remove, name="remove_operator"),
    path("<slug:slug>/pushes/", pushes.show, name="pushes"),
    path("<slug:slug>/pushes/<str:push>/", pushes.one, name="push"),
    path("<slug:slug>/pushes/<str:push>/<str:what>/", pushes.act, name="act_on_push"),
]
