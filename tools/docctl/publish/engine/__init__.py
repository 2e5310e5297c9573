"""The page engine: what it is told, and how it runs."""
