"""Pages of the settings that change an answer: what each does, since when, and changing it."""
