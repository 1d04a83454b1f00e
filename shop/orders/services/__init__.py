"""Verbs of the orders area."""
