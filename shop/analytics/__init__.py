"""Consented, pseudonymous measurement of visits."""
