"""Pages of what takes two people: what waits for a second, confirming it, refusing it."""
