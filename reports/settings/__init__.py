"""What changed in the setting of majors, what is set up alike, the three lists and the advice."""
