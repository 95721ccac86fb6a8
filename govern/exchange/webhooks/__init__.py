"""Telling other systems that there is news: signed hints, sent nowhere they should not go."""
