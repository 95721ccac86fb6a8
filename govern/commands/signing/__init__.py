"""Verbs of signing: open sign-offs, show the statement, confirm the act, seal its record."""
