"""Composition root: settings, URLs, WSGI. The only place that knows everything."""
