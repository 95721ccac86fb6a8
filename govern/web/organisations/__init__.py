"""Pages of the organisations: who takes part, what each holds and shares."""
