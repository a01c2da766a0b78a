"""Each cell to its type and each row to its problems, by the contract."""
