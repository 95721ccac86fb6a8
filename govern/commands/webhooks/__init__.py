"""Subscriptions to hints of newer registers: opened, paused and ended, and told by the outbox."""
