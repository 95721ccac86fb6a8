"""The pages of documents: finding, opening, drafting, reviewing, comparing, freezing and reading them."""
