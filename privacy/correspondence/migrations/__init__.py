"""Migrations of the correspondence room."""
