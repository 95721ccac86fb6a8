"""Verbs on documents: open, write, send for review, freeze, withdraw."""
