"""The pages of signing: the brief, the outcome, the final statement, the record; conditions, extensions, endings."""
