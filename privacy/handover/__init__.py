"""The rare cases in which data leaves for good: the studio is sold, or a law or court demands publication."""
