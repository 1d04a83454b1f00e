"""Views of the storefront: public pages, composed from the doors of the areas below."""
