"""Proving the ledger: verify it by replay, keep signed checkpoints, watch rows and records."""
