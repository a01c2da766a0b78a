"""The tables that each office of the sample delivers."""
