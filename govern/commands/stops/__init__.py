"""Verbs of stopping and starting again: advise, stop, kill, lift; stopping is easy, starting is
hard.
"""
