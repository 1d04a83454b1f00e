"""A small area that declares every treatment there is: what the engine is tested with."""
