"""The natural person, with or without an account."""
