"""The floor: the least a Django site costs that shows the same pieces."""
