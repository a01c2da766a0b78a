"""What happened at the schools of the sample: programs, cohorts and intakes, with what was planted in them."""
