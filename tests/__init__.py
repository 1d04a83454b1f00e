"""Every behaviour the site promises, as tests."""
