"""Acts of administration that take two people: one asks, another confirms or refuses in time."""
