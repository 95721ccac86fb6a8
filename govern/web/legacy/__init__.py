"""Pages of agreements from before: the list, a spreadsheet with its report, and each PDF."""
