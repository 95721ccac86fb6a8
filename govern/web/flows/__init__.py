"""Pages of the flows: which are open, which are closed, and the records that each stands on."""
