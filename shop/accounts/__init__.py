"""Who the customer is: sign-in and profile."""
