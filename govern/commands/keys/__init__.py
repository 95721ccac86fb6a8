"""The keys of records, changed by command: each change is an event."""
