"""The sign-off wall: documents down, organisations across."""
