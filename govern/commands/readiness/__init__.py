"""Readiness checks: opened, evidence handed in and judged, waived, passed and revoked."""
