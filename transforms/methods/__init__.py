"""What SQL cannot say well: operating characteristics of a rule, likeness of names, exact smallest changes."""
