"""One file for each way of looking."""
