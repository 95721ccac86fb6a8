"""The counts of the position statement, as a page and as CSV, now and for any past instant."""
