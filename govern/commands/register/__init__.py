"""Verbs of the published register: the key ceremony, publishing, changing keys, recovery."""
