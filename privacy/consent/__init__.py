"""Consent: asked, answered, withdrawn, with receipts."""
