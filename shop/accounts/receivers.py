"""Reactions to the sign-in framework."""
