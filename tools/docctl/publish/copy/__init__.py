"""Numbered copies of documents in force, as PDF: the one place where the red stamp with a copy number is made."""
