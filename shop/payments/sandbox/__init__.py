"""An embedded payment provider for trying the shop: its own process, its own memory, real HTTP, no real money."""
