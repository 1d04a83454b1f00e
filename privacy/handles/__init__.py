"""E-mail addresses and phone numbers that recognise a person."""
