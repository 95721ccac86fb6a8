"""Reads a partner's own agreement and looks in it for what ours must say."""
