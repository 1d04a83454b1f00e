"""Addresses of cart, checkout and orders, below the language."""

from django.urls import path

from shop.orders.views import cart

app_name = "orders"
urlpatterns = [
    path("cart/", cart.cart, name="cart"),
    path("cart/lines/", cart.lines, name="cart-lines"),
    path("cart/put/", cart.put, name="cart-put"),
    path("cart/keep/", cart.keep, name="cart-keep"),
    path("checkout/begin/", cart.cart, name="begin"),
]
