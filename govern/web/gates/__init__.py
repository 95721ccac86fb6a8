"""Pages of the gates: what each one holds, what really runs beside it, and observe mode."""
