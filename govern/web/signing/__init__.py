"""The pages of signing: the brief, the outcome, the statement, the record; and conditions."""
