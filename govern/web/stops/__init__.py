"""Pages of the stops: stop at once, see what is stopped, start again."""
