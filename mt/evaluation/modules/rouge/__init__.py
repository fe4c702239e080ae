"""The rouge module for ``evaluate``."""
