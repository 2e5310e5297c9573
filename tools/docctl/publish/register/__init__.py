"""Registers and due items as pages."""
