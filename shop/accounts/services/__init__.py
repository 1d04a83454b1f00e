"""The accounts area's verbs."""

from shop.accounts.services.accuracy import confirm_accuracy, is_due, put_off_accuracy
from shop.accounts.services.addresses import keep_address, remove_address, use_address_forms
from shop.accounts.services.opening import open_account, prove_address
from shop.accounts.services.profile import announce_address, change_profile
from shop.accounts.services.sessions import sign_out_everywhere
from shop.accounts.services.staff import grant, name_colleague, revoke, staff_required

__all__ = [
    "announce_address",
    "change_profile",
    "confirm_accuracy",
    "grant",
    "is_due",
    "keep_address",
    "name_colleague",
    "open_account",
    "prove_address",
    "put_off_accuracy",
    "remove_address",
    "revoke",
    "sign_out_everywhere",
    "staff_required",
    "use_address_forms",
]
