"""Addresses of social networks."""

from django.urls import path

from privacy.sharing import network_views

app_name = "networks"
urlpatterns = [
    path("<slug:network>/", network_views.before, name="before"),
    path("<slug:network>/unlink/", network_views.unlink, name="unlink"),
]
