"""Addresses of the feedback room."""

from django.urls import path

from privacy.feedback import views

app_name = "feedback"
urlpatterns = [
    path("", views.progress, name="progress"),
    path("thanks/", views.thanks, name="thanks"),
    path("<str:clause>/", views.remark, name="remark"),
    path("<str:clause>/dispute/", views.dispute, name="dispute"),
]
