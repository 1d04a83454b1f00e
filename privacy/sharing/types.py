"""What the gate answers."""


class Refused(PermissionError):
    """The gate let nothing through: undeclared, not agreed to, or the recipient's contract or review has lapsed."""
