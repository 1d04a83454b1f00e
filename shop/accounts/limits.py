"""Names of rate-limit counters in the shared cache: keyed hashes, since the names in clear hold addresses and IPs."""

from privacy.vault.services import index_of


def hidden(key: str, key_prefix: str, version: int) -> str:
    """Django's KEY_FUNCTION: the name under which a counter is stored."""
    return index_of("limit", f"{key_prefix}:{version}:{key}")
