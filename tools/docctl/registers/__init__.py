"""Registers: tables generated from records, never kept by hand."""
