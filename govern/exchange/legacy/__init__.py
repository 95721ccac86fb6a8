"""Reads a spreadsheet of agreements from before, and the PDFs that come with it."""
