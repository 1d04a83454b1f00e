"""Addresses of the consent room."""

from django.urls import path

from privacy.consent import views

app_name = "consent"
urlpatterns = [
    path("", views.choices, name="choices"),
    path("stop/<str:token>/", views.stop, name="stop"),
]
