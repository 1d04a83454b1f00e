"""Documentation, and the programs that make its pictures."""
