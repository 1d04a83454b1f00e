"""The storefront's addresses, below the language (`/en/…`, `/zh-hans/…`)."""

from django.urls import path

from shop.storefront.views import collections, contact, currency, front, papers, piece, pieces

app_name = "storefront"
urlpatterns = [
    path("", front.home, name="home"),
    path("pieces/", pieces.pieces, name="pieces"),
    path("pieces/<slug:slug>/", piece.piece, name="piece"),
    path("pieces/<slug:slug>/availability/", piece.availability, name="availability"),
    path("pieces/<slug:slug>/delivery/", piece.delivery_offer, name="delivery-offer"),
    path("pieces/<slug:slug>/passport.svg", piece.passport_code, name="passport-code"),
    path("collections/", collections.collections, name="collections"),
    path("collections/<slug:slug>/", collections.collection, name="collection"),
    path("search/", pieces.search, name="search"),
    path("studio/", papers.studio, name="studio"),
    path("craft/", papers.craft, name="craft"),
    path("care/", papers.care, name="care"),
    path("delivery/", papers.delivery, name="delivery"),
    path("contact/", contact.contact, name="contact"),
    path("imprint/", papers.imprint, name="imprint"),
    path("currency/", currency.choose, name="currency"),
]
