"""Addresses of the demo's outbox."""

from django.urls import path

from privacy.sharing import views

app_name = "outbox"
urlpatterns = [
    path("", views.outbox, name="list"),
    path("<uuid:message_id>/", views.mail, name="mail"),
    path("<uuid:message_id>/html/", views.mail_html, name="html"),
    path("<uuid:message_id>/<uuid:file_id>/", views.attachment, name="attachment"),
]
