"""Commands on the clause bank: proposing, deciding, putting into texts, updating in bulk."""
