"""Addresses of this room."""

from django.urls import URLPattern, URLResolver, path

from frontend.account.profile import activity, editing, exporting, leaving, wishes

urlpatterns: list[URLPattern | URLResolver] = [
    path("profile/", editing.edit, name="profile"),
    path("profile/picture/", editing.change_picture, name="profile_picture"),
    path("profile/pieces/", editing.add_to_portfolio, name="profile_pieces"),
    path("profile/pieces/<slug:piece>/", editing.take_from_portfolio, name="profile_piece"),
    path("settings/", wishes.show, name="settings"),
    path("settings/notifications/", wishes.keep_notifications, name="keep_notifications"),
    path("settings/theme/", wishes.keep_theme, name="keep_theme"),
    path("activity/", activity.show, name="activity"),
    path("export/", exporting.show, name="export"),
    path("export/new/", exporting.ask, name="ask_for_export"),
    path("export/<slug:export>/link/", exporting.give_link, name="export_link"),
    path("export/<slug:export>/file/", exporting.download, name="export_file"),
    path("delete/", leaving.show, name="leave"),
    path("delete/confirm/", leaving.ask, name="ask_to_leave"),
    path("delete/back/", leaving.take_back, name="stay"),
]
