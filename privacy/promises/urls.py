"""Addresses of the promises."""

from django.urls import path

from privacy.promises import views

app_name = "promises"
urlpatterns = [path("", views.promises, name="promises")]
