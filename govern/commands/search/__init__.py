"""Commands about the search."""
