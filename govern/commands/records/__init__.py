"""The stores of records: copied to the second, compared, healed."""
