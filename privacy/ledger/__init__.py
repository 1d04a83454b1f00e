"""Append-only evidence, sealed into a Merkle tree with signed checkpoints. Opaque ids and counts only."""
