"""What follows for settings and enrolment, read for several reports."""
