"""Address of the page for objections."""

from django.urls import path

from privacy.handover import views

app_name = "handover"
urlpatterns = [path("<str:token>/", views.objection, name="objection")]
