"""Signing in and out: password, one-time code, the appointment acted under, proof that it is still you."""
