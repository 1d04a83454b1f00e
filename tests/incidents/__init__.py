"""Incidents, drills, and who works with data."""
