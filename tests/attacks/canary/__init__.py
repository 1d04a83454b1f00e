"""The canary: a made-up customer whose every field carries a mark, and the search for these marks."""
