"""Pages of readiness checks: what each item needs, who must act, and what a pass would open."""
