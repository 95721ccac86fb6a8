"""Signing in and out: password, one-time code, appointment, and proof that it is still you."""
