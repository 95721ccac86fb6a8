"""What a document says: its questions, answers, findings and changes."""
