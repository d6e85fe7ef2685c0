"""One module for each command: its function, its help, its example. What is heavy is imported inside."""
