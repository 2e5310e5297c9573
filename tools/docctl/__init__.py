"""docctl: document control in Git."""

__version__ = "0.1.0"
