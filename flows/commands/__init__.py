"""What each command of the command line does once its words are understood: one file a command."""
