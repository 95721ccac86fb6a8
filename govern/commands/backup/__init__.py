"""A backup that was proven whole when it was made, and a restore that opens nothing by itself."""
