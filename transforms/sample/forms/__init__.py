"""Tables as files: tidy, as a yearbook, or as offices write them on a bad day."""
