"""Approvals: keys, signatures and the statements they sign."""
