"""Which notice is in force."""

from privacy.notice import versions


def in_force() -> tuple[str, str]:
    """Version and fingerprint (SHA-256, hex) of the published notice."""
    said = versions.published()
    return said["version"], said["fingerprint"]
