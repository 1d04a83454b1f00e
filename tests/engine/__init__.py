"""Tests: the privacy engine."""
