"""Documents as Word files, out and in: stable anchors, real comments, real tracked changes."""
