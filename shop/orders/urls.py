"""Addresses of cart, checkout and orders, below the language."""

from django.urls import path

from shop.orders.views import cart, checkout, orders

app_name = "orders"
urlpatterns = [
    path("cart/", cart.cart, name="cart"),
    path("cart/lines/", cart.lines, name="cart-lines"),
    path("cart/put/", cart.put, name="cart-put"),
    path("cart/keep/", cart.keep, name="cart-keep"),
    path("checkout/begin/", checkout.begin, name="begin"),
    path("checkout/", checkout.checkout, name="checkout"),
    path("checkout/parts/", checkout.parts, name="checkout-parts"),
    path("checkout/back/", checkout.back, name="back"),
    path("terms/", orders.terms, name="terms"),
    path("orders/", orders.orders, name="orders"),
    path("orders/with/<str:token>/", orders.open_link, name="link"),
    path("orders/<slug:number>/", orders.order, name="order"),
    path("orders/<slug:number>/papers/<str:paper_number>.pdf", orders.paper, name="paper"),
    path("orders/<slug:number>/cancel/", orders.cancel_order, name="cancel"),
]
