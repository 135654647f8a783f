"""Addresses of submissions."""

from django.urls import path

from frontend.desk.products import views

urlpatterns = [
    path("", views.waiting, name="desk_products"),
    path("<str:change>/", views.one, name="desk_product"),
    path("<str:change>/files/<str:file>/", views.file, name="desk_product_file"),
]
