"""Addresses of payments, for providers only."""

from django.urls import path

from shop.payments import views

app_name = "payments"
urlpatterns = [path("webhooks/<slug:name>", views.webhook, name="webhook")]
