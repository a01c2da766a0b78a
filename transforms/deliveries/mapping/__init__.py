"""Which column of a file is which column of the contract, and which rows make a record."""
