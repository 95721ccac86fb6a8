"""Reads files of other programs in a confined child process."""
