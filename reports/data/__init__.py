"""The only door from the public file to the reports, and what several reports read from it."""
