"""The page of connections: which partners are certified, by whom, until when."""
