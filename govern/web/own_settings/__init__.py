"""Pages of what an organisation sets for itself, such as its DPO's power to stop."""
