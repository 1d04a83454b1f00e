"""The embedded sandbox provider, spoken to like any other: over HTTP, with a key."""
