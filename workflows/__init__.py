"""How a document moves and who may move it: tables to be read, one engine, no clock and no disk."""
