"""What the documents of the demonstration say: YAML, and the modules that fill it."""
