"""When data leaks: whom it concerns, what they are told within 24 hours, what helps them."""
