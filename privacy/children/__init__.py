"""Children: an age gate that remembers nothing, a watch for what slipped through, and their guardians' own door."""
