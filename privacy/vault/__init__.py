"""Per-person keys, sealed fields, files and sessions."""
