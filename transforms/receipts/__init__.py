"""What a verdict or a match was made of, read from a release."""
