"""Addresses for guardians."""

from django.urls import path

from privacy.children import views

app_name = "children"
urlpatterns = [
    path("", views.guardians, name="guardians"),
    path("request/", views.ask, name="ask"),
]
