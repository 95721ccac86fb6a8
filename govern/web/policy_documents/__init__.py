"""Pages of the appropriate policy documents: when each was reviewed, and which review is late."""
