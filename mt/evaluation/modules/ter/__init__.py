"""The ter module for ``evaluate``."""
