"""The studio's site, one folder an area."""
