"""Webhooks: who is told of newer registers, what came of it, and asking for one."""
