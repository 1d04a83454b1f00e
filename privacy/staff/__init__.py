"""Who works with data: trained, assessed, reviewed; what they do wrong, and what follows from it."""
