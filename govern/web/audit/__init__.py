"""The auditor's pages, and the log of what an auditor reads."""
