"""Requests of people about their data, one life cycle for all."""
