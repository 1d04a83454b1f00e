"""Background jobs in the database: enqueued in the caller's transaction, leased, retried, scheduled."""
