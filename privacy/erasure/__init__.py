"""Erasing a person everywhere, with a receipt per store."""
