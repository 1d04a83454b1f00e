"""The privacy engine: knows no word of a shop and works in any Django site."""
