"""The counts of a position statement, from facts at an instant (domain 7.3, b to e)."""
