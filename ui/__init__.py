"""Design system: tokens, CSS layers, component tags and small ES modules."""
