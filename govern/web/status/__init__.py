"""Public pages: whether a text is genuine and in force, and whether a file is a whole record."""
