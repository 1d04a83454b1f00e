"""Address of the page before leaving."""

from django.urls import path

from privacy.outside import views

app_name = "outside"
urlpatterns = [path("<str:token>/", views.leaving, name="leaving")]
