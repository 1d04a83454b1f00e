"""Tags of the room for outside links."""
