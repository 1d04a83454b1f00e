"""The clauses the studio has promised, and live evidence for each."""
