"""Pages of the people: who there is, what they are appointed to, what is delegated."""
