"""The register as a TUF repository that anyone can check: bytes in, signed bytes out; no disk."""
