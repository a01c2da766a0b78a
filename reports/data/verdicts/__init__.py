"""Verdicts of the newest year, read for several reports."""
