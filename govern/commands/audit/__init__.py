"""What an auditor reads leaves a trace in the ledger."""
