"""What a search asks, as a function of words: no database and no screen."""
