"""Commands of storefront."""
