"""Verbs on comments: post, answer, resolve, recall; four audiences that never mix."""
