"""Settings that change an answer, and the adoption of definitions: facts of the ledger."""
