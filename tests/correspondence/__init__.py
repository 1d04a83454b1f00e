"""Mail that comes in: taken, read, sorted, answered."""
