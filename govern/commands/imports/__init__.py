"""Verbs on what is brought in from elsewhere, and on disposing of uploaded files."""
