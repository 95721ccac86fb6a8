"""Verbs on conditions: hand in evidence, accept or send back, keep a safety-critical flow open."""
