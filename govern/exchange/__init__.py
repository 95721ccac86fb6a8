"""Documents and lists in and out, one module per format."""
