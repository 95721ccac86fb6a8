"""How a document moves and who may move it, written as tables one can read."""
