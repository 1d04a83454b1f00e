"""The public notice and the cookie register, rendered from declarations."""
