"""Whose signature counts: the policy, enrolled persons and keys, delegations."""
