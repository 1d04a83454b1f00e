"""What people say about the promises, disputes about what they mean, and what the studio learns from both."""
