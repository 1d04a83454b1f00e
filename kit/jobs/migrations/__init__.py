"""Schema history of kit/jobs."""
