"""Pages of the definitions: what each document asks, the law it states, and who adopted it."""
