"""Addresses of the notice."""

from django.urls import path

from privacy.notice import views

app_name = "notice"
urlpatterns = [path("", views.notice, name="notice"), path("record.json", views.notice_json, name="json")]
