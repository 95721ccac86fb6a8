"""People, the roles they are appointed to, and what those who decide delegate."""
