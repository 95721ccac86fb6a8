"""The pages of documents: finding, opening, drafting, reviewing, comparing and freezing."""
