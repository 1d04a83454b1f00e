"""How dates and times are written: one style a language, everywhere."""
