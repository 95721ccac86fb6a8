"""The shell of Govern: everything that touches a clock, a disk, a socket or a database."""
