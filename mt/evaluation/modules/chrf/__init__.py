"""The chrf module for ``evaluate``."""
