"""Verbs on what is in force: extend a date once, terminate an agreement."""
