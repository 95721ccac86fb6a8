"""The only place that knows SQL: rows, sessions, the ledger's tables, and the queries that pages
read.
"""
