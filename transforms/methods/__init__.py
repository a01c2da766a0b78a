"""What SQL cannot say well: operating characteristics of a rule."""
