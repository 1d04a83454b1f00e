"""Shared fixtures of the whole test run."""

import os

# Playwright's synchronous driver runs an event loop in the test's thread; Django's guard would refuse the ORM there.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
