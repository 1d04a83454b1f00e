"""All addresses of the site."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("ui/", include("ui.urls")),
    path("payments/", include("shop.payments.urls")),
]
