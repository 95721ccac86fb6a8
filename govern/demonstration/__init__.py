"""The demonstration consortium: invented people and partners act through the same commands as
everyone else.
"""
