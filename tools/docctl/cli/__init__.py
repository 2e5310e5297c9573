"""The command line: the only layer that prints, exits, reads the clock, the environment and the terminal."""
