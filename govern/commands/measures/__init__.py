"""Commands on the measures of an action plan."""
