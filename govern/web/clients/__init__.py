"""Pages of the machine callers: who may ask the register, and for which forces."""
