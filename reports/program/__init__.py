"""The page of a program: its verdict with its receipt."""
