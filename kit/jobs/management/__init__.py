"""Commands of the job runner."""
