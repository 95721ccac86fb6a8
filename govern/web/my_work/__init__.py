"""The page where each person's day begins: what waits for them, what comes up, what they watch."""
