"""Addresses without a language: for machines, and the files of pictures."""

from django.urls import path

from shop.storefront.views import machines, media

urlpatterns = [
    path(".well-known/security.txt", machines.security, name="security-txt"),
    path(".well-known/change-password", machines.change_password, name="change-password"),
    path("robots.txt", machines.robots, name="robots"),
    path("sitemap.xml", machines.sitemap, name="sitemap"),
    path("site.webmanifest", machines.manifest, name="manifest"),
    path("favicon.ico", machines.favicon, name="favicon"),
    path("media/<path:name>", media.picture_file, name="picture-file"),
]
