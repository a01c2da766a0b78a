"""The warning report."""
