"""Verbs on a consultation of the ICO: record its progress, decide on live processing, close it."""
