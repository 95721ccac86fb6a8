"""People's own certificates: registered by two people, used to sign in two steps, and ended."""
