"""Workbooks: records and registers -> bytes of an .xlsx file, and back to rows; pure."""
