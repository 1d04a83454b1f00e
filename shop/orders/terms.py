"""Which terms of sale a buyer is shown. A change of their text is a new version."""

VERSION = "2026-11"
