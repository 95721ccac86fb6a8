"""The child process that lays pages out: no network, no files beyond fonts, limits on time and
memory.
"""
