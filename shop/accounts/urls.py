"""Addresses of the account: signing in by the framework, the account's own pages by us."""

from django.urls import include, path

from shop.accounts import views
from shop.accounts.codes import ConfirmAddress, ConfirmLoginCode
from shop.accounts.leaving import sign_out

own = [
    path("", views.home, name="home"),
    path("profile/", views.profile, name="profile"),
    path("addresses/", views.addresses, name="addresses"),
    path("addresses/new/", views.new_address, name="new-address"),
    path("addresses/<uuid:entry_id>/", views.edit_address, name="edit-address"),
    path("addresses/<uuid:entry_id>/remove/", views.remove_address, name="remove-address"),
    path("accuracy/", views.accuracy, name="accuracy"),
    path("sign-out-everywhere/", views.sign_out_everywhere, name="sign-out-everywhere"),
]
urlpatterns = [
    # Before the framework's own: a child is sent away before anything is read, counted or kept.
    path("signup/", views.signup, name="account_signup"),
    path("", include((own, "accounts"))),
    path("confirm-email/", ConfirmAddress.as_view(), name="account_email_verification_sent"),
    path("login/code/confirm/", ConfirmLoginCode.as_view(), name="account_confirm_login_code"),
    path("logout/", sign_out, name="account_logout"),
    path("", include("allauth.account.urls")),
]
