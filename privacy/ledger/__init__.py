"""Append-only evidence, sealed into a signed Merkle tree."""
