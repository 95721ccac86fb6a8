"""What a document says: definitions, answers, their canonical form, legal checks and changes."""
