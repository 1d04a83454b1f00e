"""Commands of promises."""
