"""Migrations of the example area."""
