"""Pages of how a force signs off: the steps of each chain, what it added, and changing that."""
