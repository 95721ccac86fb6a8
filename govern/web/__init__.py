"""Pages for people: one blueprint per noun, each given plain values to show."""
