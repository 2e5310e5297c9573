"""CEL expressions: sandboxed, always ending, checked against the schemas before they run."""
