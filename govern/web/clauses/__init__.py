"""Pages of the clause bank: its clauses, one clause, proposing, deciding, updating in bulk."""
