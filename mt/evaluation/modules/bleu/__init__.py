"""The bleu module for ``evaluate``."""
