"""Addresses of the design system: the look switch everywhere, the gallery only in the demo."""

from django.conf import settings
from django.urls import path

from ui import views

app_name = "ui"
urlpatterns = [path("look", views.look, name="look")]
if settings.DEMO:
    urlpatterns.append(path("", views.gallery, name="gallery"))
