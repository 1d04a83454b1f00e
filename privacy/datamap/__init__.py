"""Declarations of personal data and the checks that leave no gap."""
