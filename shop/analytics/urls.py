"""Addresses of the intake."""

from django.urls import path

from shop.analytics import views

app_name = "analytics"
urlpatterns = [path("seen/", views.seen, name="seen")]
