"""Organisations, data categories, purposes and policy documents: what everything else refers to."""
