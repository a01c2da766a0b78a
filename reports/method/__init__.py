"""What every published number means, for readers: formula, edge cases and source of each measure."""
