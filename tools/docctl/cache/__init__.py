"""What was worked out before and may be deleted at any time: it costs time, never an answer."""
