"""Addresses of the desk."""

from django.urls import path

from shop.backoffice.views import evidence, home, people, pieces

app_name = "desk"
urlpatterns = [
    path("", home.home, name="home"),
    path("people/", people.people, name="people"),
    path("people/<uuid:person_id>/", people.person, name="person"),
    path("pieces/", pieces.pieces, name="pieces"),
    path("pieces/<slug:slug>/", pieces.piece, name="piece"),
    path("pieces/<slug:slug>/pictures/", pieces.add_picture, name="add-picture"),
    path("evidence/", evidence.evidence, name="evidence"),
    path("evidence/jobs/<int:job_id>/retry/", evidence.retry, name="retry-job"),
    path("evidence/alerts/<int:alert_id>/close/", evidence.close_alert, name="close-alert"),
]
