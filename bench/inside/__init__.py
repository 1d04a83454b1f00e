"""What a probe measures inside an installation."""
