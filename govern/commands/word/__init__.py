"""Verbs on Word files: download a version, a redline, and take back what somebody wrote in one."""
