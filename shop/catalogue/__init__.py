"""What is sold: pieces, collections, techniques."""
