"""The public tables of a release in formats that anybody can open, each value as the public file holds it."""
