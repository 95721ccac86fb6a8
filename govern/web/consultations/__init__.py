"""Pages of the consultations of the ICO: where each stands, what is due, what the SIRO decides."""
