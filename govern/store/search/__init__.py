"""The search: what is indexed, who may find it, and the two databases' indexes of words."""
