"""How addresses are written, as far as the area that sends parcels has told us."""

from shop.accounts.types import AddressForms

forms: AddressForms | None = None
