"""Addresses of applications."""

from django.urls import path

from frontend.desk.applications import views

urlpatterns = [
    path("", views.waiting, name="applications"),
    path("<str:application>/", views.one, name="application"),
    path("<str:application>/proofs/", views.vouch, name="vouch"),
]
