"""Understands assessments exported by the PIA tool of the French regulator (CNIL)."""
