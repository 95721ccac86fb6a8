"""The home page of a partner: its agreements, certificate, flows and records."""
