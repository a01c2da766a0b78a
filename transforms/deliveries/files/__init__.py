"""Open a delivered file, whatever its format, as sheets of text: looked at first, read in another process."""
