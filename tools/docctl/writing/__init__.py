"""Writing into a clone: whole or not at all, one command at a time, never over what somebody else wrote."""
