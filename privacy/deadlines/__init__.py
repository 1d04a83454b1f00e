"""Clocks in working days for whatever somebody has been promised an answer to."""
