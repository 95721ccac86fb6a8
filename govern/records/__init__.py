"""From frozen bytes to sealed records: render, sign, verify and archive."""
