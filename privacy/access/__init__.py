"""Acting for a purpose; masks; openings on record."""
