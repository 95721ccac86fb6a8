"""What happened, in order and tamper-evident: leaves, hash chain, Merkle tree, checkpoints, and
what each event changes.
"""
