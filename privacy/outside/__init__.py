"""Links that lead away: marked, and announced on a page of their own before anybody leaves."""
