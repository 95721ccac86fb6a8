"""Which flows are open at an instant, worked out from ledger facts and published signed."""
