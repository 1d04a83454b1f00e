"""Domain-free building blocks: money, clock, ids, jobs. Knows neither the shop nor privacy."""
