"""Child processes for untrusted input: warm, forked for each task, limited, without a network."""
