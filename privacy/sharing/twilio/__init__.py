"""Text messages by Twilio's messages API, or by any service that speaks it."""
