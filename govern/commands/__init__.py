"""What people may do, one verb per file; each loads, asks, writes and records in one
transaction.
"""
