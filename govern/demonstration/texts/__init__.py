"""What the documents of the demonstration say: YAML beside this, filled with names and days by its modules."""
