"""JSON for machines: questions, answers and the register's addresses."""
