"""Addresses of the notice."""

from django.urls import path

from privacy.notice.views import agreeing, changes, notice

app_name = "notice"
urlpatterns = [
    path("", notice.notice, name="notice"),
    path("record.json", notice.notice_json, name="json"),
    path("changes/", changes.changes, name="changes"),
    path("changes/<slug:version>/", changes.change, name="change"),
    path("changes/<slug:version>/ask/", changes.ask, name="ask"),
    path("agree/", agreeing.agree, name="agree"),
]
