"""The report on the quality of the data."""
