"""Mail through the outbox: asked, due, chased, decided; links, never content."""
