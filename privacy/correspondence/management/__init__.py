"""Commands of the correspondence room."""
