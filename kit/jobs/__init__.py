"""Database-backed jobs: leases, retries with backoff, a schedule. Arguments are ids only."""
