"""A force's own chains of sign-off: adding a step and ending one, by two people."""
