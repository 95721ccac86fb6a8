"""Verbs on suggested wording: propose, accept in one click, reject with reasons, withdraw."""
