"""The register of one force as a signed bundle for an Open Policy Agent: an export, and no more."""
